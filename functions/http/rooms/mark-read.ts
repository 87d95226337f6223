import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { broadcastModule, databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { markRoomRead } from '../../../lib/rooms/rooms.contracts.ts';
import { messagingModule } from '../../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, identityModule, broadcastModule, messagingModule);

/** PUT /rooms/{roomId}/read: moves the mark up to which the caller has read. */
export const handler = httpHandler(markRoomRead, container, ({ messageService }, { caller, params, body }) =>
  messageService.markRead(caller, params.roomId, body.seq),
);
