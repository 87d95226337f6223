import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { stopTypingRoute } from '../../lib/app/socket-routes.ts';
import { typingModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, connectionsModule, broadcastModule, typingModule);

/** typing.stop: tells the others in a room that somebody has stopped typing. */
export const handler = socketHandler(container, [stopTypingRoute]);
