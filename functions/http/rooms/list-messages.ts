import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listMessages } from '../../../lib/rooms/rooms.contracts.ts';
import { historyModule } from '../../../lib/rooms/rooms.module.ts';

const container = createContainer(databaseModule, identityModule, historyModule);

/** GET /rooms/{roomId}/messages: reads what was said. */
export const handler = httpHandler(listMessages, container, ({ messageReader }, { caller, params, query }) =>
  messageReader.history(caller, params.roomId, query),
);
