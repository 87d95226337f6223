import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { createRoom } from '../../../lib/rooms/rooms.contracts.ts';
import { roomsModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, roomsModule);

/** POST /rooms: makes a room of the caller. */
export const handler = httpHandler(createRoom, container, ({ roomService }, { caller, body, idempotency }) =>
  roomService.create(caller, body, idempotency),
);
