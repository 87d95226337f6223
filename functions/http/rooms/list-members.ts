import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listMembers } from '../../../lib/rooms/rooms.contracts.ts';
import { memberListModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, memberListModule);

/** GET /rooms/{roomId}/members: lists who is in a room. */
export const handler = httpHandler(listMembers, container, ({ memberReader }, { caller, params, query }) =>
  memberReader.list(caller, params.roomId, query),
);
