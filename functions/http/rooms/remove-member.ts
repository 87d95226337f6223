import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  connectionsModule,
  databaseModule,
  identityModule,
  leanTransportModule,
  presenceModule,
} from '../../../lib/app/platform.modules.ts';
import { removeMember } from '../../../lib/rooms/rooms.contracts.ts';
import { memberRemovingModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  connectionsModule,
  leanTransportModule,
  presenceModule,
  memberRemovingModule,
);

/** DELETE /rooms/{roomId}/members/{userId}: ends a membership. */
export const handler = httpHandler(removeMember, container, ({ memberRemover }, { caller, params }) =>
  memberRemover.remove(caller, params.roomId, params.userId),
);
