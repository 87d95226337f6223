import { emailRepository } from './emails.repository.ts';
import { createMailTransport } from './emails.transport.ts';

/** For functions that send mails; brings the mail library. */
export const emailSendingModule = { emails: () => emailRepository, mailTransport: createMailTransport };
