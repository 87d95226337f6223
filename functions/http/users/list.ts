import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';
import { listUsers } from '../../../lib/users/users.contracts.ts';
import { userReadingModule } from '../../../lib/users/users.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, userReadingModule);

/** GET /users: lists or searches users, for administrators. */
export const handler = httpHandler(listUsers, container, ({ userReader }, { query }) =>
  userReader.list(query),
);
