import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, connectionsModule, databaseModule } from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { startTypingRoute } from '../../lib/app/socket-routes.ts';
import { typingModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, connectionsModule, broadcastModule, typingModule);

/** typing.start: tells the others in a room that somebody types. */
export const handler = socketHandler(container, [startTypingRoute]);
