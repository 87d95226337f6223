import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  closingModule,
  databaseModule,
  identityModule,
  rateLimitModule,
} from '../../../lib/app/platform.modules.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';
import { eraseUser } from '../../../lib/users/users.contracts.ts';
import { erasureModule } from '../../../lib/users/users.module.ts';

const platform = [databaseModule, identityModule, rateLimitModule, closingModule] as const;
const container = createContainer(...platform, sessionGuardModule, erasureModule);

/** DELETE /users/{userId}: erases an account and its personal data. */
export const handler = httpHandler(eraseUser, container, ({ erasureService }, { caller, params, body }) =>
  erasureService.erase(caller, params.userId, body),
);
