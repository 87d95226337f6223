import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { performEmailSend } from '../../lib/emails/emails.performers.ts';
import { emailSendingModule } from '../../lib/emails/emails.sending.module.ts';
import { resetTokensModule } from '../../lib/users/users.module.ts';

const container = createContainer(databaseModule, queueModule, emailSendingModule, resetTokensModule);

/** The email queue: mails, as many at once as the mail server likes. */
export const handler = queueHandler(container, [performEmailSend]);
