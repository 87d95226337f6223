import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { joinRoomRoute, sendMessageRoute } from '../../lib/app/socket-routes.ts';
import { messagingModule, roomEntryModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(
  databaseModule,
  connectionsModule,
  broadcastModule,
  roomEntryModule,
  messagingModule,
);

/** $default: answers frames that match no route, and event names spelled with ':' for '.'. */
export const handler = socketHandler(container, [joinRoomRoute, sendMessageRoute]);
