import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { addMember } from '../../../lib/rooms/rooms.contracts.ts';
import { memberAddingModule } from '../../../lib/rooms/rooms.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, memberAddingModule);

/** PUT /rooms/{roomId}/members/{userId}: makes a user a member. */
export const handler = httpHandler(addMember, container, ({ memberAdder }, { caller, params }) =>
  memberAdder.add(caller, params.roomId, params.userId),
);
