import { createContainer } from '../../lib/app/container.ts';
import { connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { pingRoute } from '../../lib/app/socket-routes.ts';
import { listeningModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, connectionsModule, listeningModule);

/** ping: keeps the connection open, and says how far its rooms have come. */
export const handler = socketHandler(container, [pingRoute]);
