import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { closingModule, databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { endConnection } from '../../../lib/connections/connections.contracts.ts';
import { connectionEndingModule } from '../../../lib/connections/connections.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const platform = [databaseModule, identityModule, closingModule] as const;
const container = createContainer(...platform, sessionGuardModule, connectionEndingModule);

/** DELETE /realtime/connections/{connectionId}: closes a connection. */
export const handler = httpHandler(endConnection, container, ({ connectionEnding }, { params }) =>
  connectionEnding.end(params.connectionId),
);
