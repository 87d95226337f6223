import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  closingModule,
  databaseModule,
  queueModule,
  rateLimitModule,
} from '../../../lib/app/platform.modules.ts';
import { emailsModule } from '../../../lib/emails/emails.module.ts';
import { sessionEndingModule } from '../../../lib/sessions/sessions.module.ts';
import { completePasswordReset } from '../../../lib/users/passwords.contracts.ts';
import { passwordsModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, queueModule, rateLimitModule, closingModule] as const;
const container = createContainer(...platform, emailsModule, sessionEndingModule, passwordsModule);

/** POST /password-resets/complete: sets a new password with the token of a mail, and ends every session. */
export const handler = httpHandler(completePasswordReset, container, ({ passwordService }, { body }) =>
  passwordService.completeReset(body),
);
