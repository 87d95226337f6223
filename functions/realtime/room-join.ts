import { createContainer } from '../../lib/app/container.ts';
import {
  connectionsModule,
  databaseModule,
  leanTransportModule,
  presenceModule,
} from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import { joinRoomRoute } from '../../lib/app/socket-routes.ts';
import { roomEntryModule } from '../../lib/rooms/rooms.module.ts';

const container = createContainer(
  databaseModule,
  connectionsModule,
  leanTransportModule,
  presenceModule,
  roomEntryModule,
);

/** room.join: subscribes the connection to a room and answers what it missed. */
export const handler = socketHandler(container, [joinRoomRoute]);
