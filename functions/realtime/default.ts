import { createContainer } from '../../lib/app/container.ts';
import {
  broadcastModule,
  connectionsModule,
  databaseModule,
  presenceModule,
} from '../../lib/app/platform.modules.ts';
import { socketHandler } from '../../lib/app/socket-handler.ts';
import {
  joinRoomRoute,
  leaveRoomRoute,
  listPresenceRoute,
  pingRoute,
  readMessagesRoute,
  sendMessageRoute,
  startTypingRoute,
  stopTypingRoute,
} from '../../lib/app/socket-routes.ts';
import {
  listeningModule,
  messagingModule,
  roomEntryModule,
  typingModule,
} from '../../lib/rooms/rooms.module.ts';

const platform = [databaseModule, connectionsModule, broadcastModule, presenceModule] as const;
const domains = [roomEntryModule, messagingModule, listeningModule, typingModule] as const;

/** $default: answers frames that match no route, and event names spelled with ':' for '.'. */
export const handler = socketHandler(createContainer(...platform, ...domains), [
  joinRoomRoute,
  leaveRoomRoute,
  sendMessageRoute,
  readMessagesRoute,
  startTypingRoute,
  stopTypingRoute,
  listPresenceRoute,
  pingRoute,
]);
