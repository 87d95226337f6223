import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { connectionsModule, databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listSessions } from '../../../lib/sessions/sessions.contracts.ts';
import { devicesModule, sessionEndingModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, connectionsModule] as const;
const container = createContainer(...platform, sessionEndingModule, devicesModule);

/** GET /sessions: lists where the caller is signed in. */
export const handler = httpHandler(listSessions, container, ({ deviceService }, { caller, query }) =>
  deviceService.list(caller, query),
);
