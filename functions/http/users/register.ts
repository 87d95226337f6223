import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { emailsModule } from '../../../lib/emails/emails.module.ts';
import { registerUser } from '../../../lib/users/users.contracts.ts';
import { usersModule } from '../../../lib/users/users.module.ts';

const container = createContainer(databaseModule, queueModule, emailsModule, usersModule);

/** POST /users: registers an account. */
export const handler = httpHandler(registerUser, container, ({ userService }, { body }) =>
  userService.register(body),
);
