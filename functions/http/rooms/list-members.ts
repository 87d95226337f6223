import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  connectionsModule,
  databaseModule,
  identityModule,
  leanTransportModule,
  presenceModule,
} from '../../../lib/app/platform.modules.ts';
import { listMembers } from '../../../lib/rooms/rooms.contracts.ts';
import { membersModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  connectionsModule,
  leanTransportModule,
  presenceModule,
  membersModule,
);

/** GET /rooms/{roomId}/members: lists who is in a room. */
export const handler = httpHandler(listMembers, container, ({ memberService }, { caller, params, query }) =>
  memberService.list(caller, params.roomId, query),
);
