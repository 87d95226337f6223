import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listConnections } from '../../../lib/connections/connections.contracts.ts';
import { connectionListModule } from '../../../lib/connections/connections.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, connectionListModule);

/** GET /realtime/connections: lists who is connected. */
export const handler = httpHandler(listConnections, container, ({ connectionReader }, { query }) =>
  connectionReader.list(query),
);
