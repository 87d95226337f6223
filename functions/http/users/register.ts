import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, queueModule, rateLimitModule } from '../../../lib/app/platform.modules.ts';
import { emailsModule } from '../../../lib/emails/emails.module.ts';
import { registerUser } from '../../../lib/users/users.contracts.ts';
import { passwordCheckModule, registrationModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, queueModule, rateLimitModule] as const;
const container = createContainer(...platform, emailsModule, passwordCheckModule, registrationModule);

/** POST /users: registers an account. */
export const handler = httpHandler(registerUser, container, ({ userService }, { body, idempotency }) =>
  userService.register(body, idempotency),
);
