import { emailRepository } from './emails.repository.ts';
import { createEmailService } from './emails.service.ts';

/** For functions that write mails. */
export const emailsModule = { emails: () => emailRepository, emailService: createEmailService };
