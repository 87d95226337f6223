import { createContainer } from '../../lib/app/container.ts';
import {
  connectionsModule,
  databaseModule,
  leanTransportModule,
  presenceModule,
} from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { leaveRoomRoute } from '../../lib/app/socket-routes.ts';
import { roomEntryModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(
  databaseModule,
  connectionsModule,
  leanTransportModule,
  presenceModule,
  roomEntryModule,
);

/** room.leave: ends what the connection hears of a room. */
export const handler = socketHandler(container, [leaveRoomRoute]);
