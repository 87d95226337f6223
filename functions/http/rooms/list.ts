import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listRooms } from '../../../lib/rooms/rooms.contracts.ts';
import { roomsModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, roomsModule);

/** GET /rooms: lists the public rooms and those of the caller. */
export const handler = httpHandler(listRooms, container, ({ roomService }, { caller, query }) =>
  roomService.list(caller, query),
);
