import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  closingModule,
  databaseModule,
  identityModule,
  queueModule,
  rateLimitModule,
} from '../../../lib/app/platform.modules.ts';
import { emailsModule } from '../../../lib/emails/emails.module.ts';
import { sessionEndingModule } from '../../../lib/sessions/sessions.module.ts';
import { changePassword } from '../../../lib/users/passwords.contracts.ts';
import { passwordsModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, identityModule, queueModule, rateLimitModule, closingModule] as const;
const container = createContainer(...platform, emailsModule, sessionEndingModule, passwordsModule);

/** POST /users/{userId}/password: changes the caller's password and ends their other sessions. */
export const handler = httpHandler(
  changePassword,
  container,
  ({ passwordService }, { caller, params, body }) => passwordService.change(caller, params.userId, body),
);
