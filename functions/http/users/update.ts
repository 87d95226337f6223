import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, rateLimitModule } from '../../../lib/app/platform.modules.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';
import { updateUser } from '../../../lib/users/users.contracts.ts';
import { profileModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, identityModule, rateLimitModule] as const;
const container = createContainer(...platform, sessionGuardModule, profileModule);

/** PATCH /users/{userId}: changes name, address or age. */
export const handler = httpHandler(
  updateUser,
  container,
  ({ profileService }, { caller, params, body, ifMatch }) =>
    profileService.update(caller, params.userId, body, ifMatch),
);
