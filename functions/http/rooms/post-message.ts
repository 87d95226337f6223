import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  broadcastModule,
  databaseModule,
  identityModule,
  rateLimitModule,
} from '../../../lib/app/platform.modules.ts';
import { postMessage } from '../../../lib/rooms/rooms.contracts.ts';
import { messagingModule } from '../../../lib/rooms/rooms.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  rateLimitModule,
  broadcastModule,
  messagingModule,
);

/** POST /rooms/{roomId}/messages: stores a message and tells everybody in the room. */
export const handler = httpHandler(
  postMessage,
  container,
  ({ messageService }, { caller, params, body, idempotency }) =>
    messageService.send(caller, { ...params, ...body }, { idempotency }),
);
