import { createContainer } from '../../lib/app/container.ts';
import { connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { listPresenceRoute } from '../../lib/app/socket-routes.ts';
import { listeningModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, connectionsModule, listeningModule);

/** presence.list: says who listens in a room. */
export const handler = socketHandler(container, [listPresenceRoute]);
