import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listSessions } from '../../../lib/sessions/sessions.contracts.ts';
import { deviceListModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, deviceListModule);

/** GET /sessions: lists where the caller is signed in. */
export const handler = httpHandler(listSessions, container, ({ deviceList }, { caller, query }) =>
  deviceList.list(caller, query),
);
