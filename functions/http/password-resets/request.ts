import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, queueModule, rateLimitModule } from '../../../lib/app/platform.modules.ts';
import { emailsModule } from '../../../lib/emails/emails.module.ts';
import { requestPasswordReset } from '../../../lib/users/passwords.contracts.ts';
import { resetRequestModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, queueModule, rateLimitModule] as const;
const container = createContainer(...platform, emailsModule, resetRequestModule);

/** POST /password-resets: has a mail sent that sets a new password. */
export const handler = httpHandler(requestPasswordReset, container, ({ resetRequestService }, { body }) =>
  resetRequestService.request(body),
);
