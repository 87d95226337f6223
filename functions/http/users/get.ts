import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';
import { getUser } from '../../../lib/users/users.contracts.ts';
import { userReadingModule } from '../../../lib/users/users.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, userReadingModule);

/** GET /users/{userId}: shows an account to its owner, and any to administrators. */
export const handler = httpHandler(getUser, container, ({ userReader }, { caller, params }) =>
  userReader.get(caller, params.userId),
);
