import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { readMessagesRoute } from '../../lib/app/socket-routes.ts';
import { messagingModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, connectionsModule, broadcastModule, messagingModule);

/** message.read: moves the mark up to which the caller has read, and tells everybody else in the room. */
export const handler = socketHandler(container, [readMessagesRoute]);
