import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getRoom } from '../../../lib/rooms/rooms.contracts.ts';
import { roomsModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, roomsModule);

/** GET /rooms/{roomId}: shows a room the caller may see. */
export const handler = httpHandler(getRoom, container, ({ roomService }, { caller, params }) =>
  roomService.get(caller, params.roomId),
);
