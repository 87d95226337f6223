import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  connectionsModule,
  databaseModule,
  identityModule,
  leanTransportModule,
  presenceModule,
} from '../../../lib/app/platform.modules.ts';
import { addMember } from '../../../lib/rooms/rooms.contracts.ts';
import { membershipModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  connectionsModule,
  leanTransportModule,
  presenceModule,
  membershipModule,
);

/** PUT /rooms/{roomId}/members/{userId}: makes a user a member. */
export const handler = httpHandler(addMember, container, ({ memberService }, { caller, params }) =>
  memberService.add(caller, params.roomId, params.userId),
);
