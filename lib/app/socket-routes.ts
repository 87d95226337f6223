import type { RoomEntry } from '../rooms/entry.service.ts';
import { leaveRoom, listPresence, ping, startTyping, stopTyping } from '../rooms/listening.contracts.ts';
import type { ListeningService } from '../rooms/listening.service.ts';
import type { MessageService } from '../rooms/messages.service.ts';
import { joinRoom, readMessages, sendMessage } from '../rooms/rooms.contracts.ts';
import type { TypingService } from '../rooms/typing.service.ts';
import { joinOps, leaveOps } from '../ops/ops.contracts.ts';
import type { OpsService } from '../ops/ops.service.ts';
import { on } from './socket-handler.ts';

/** Each client event with the service method that answers it. They stand here because `$default` answers all of them too. */
export const joinRoomRoute = on(
  joinRoom,
  ({ roomEntry }: { readonly roomEntry: RoomEntry }, { caller, data, peer }) =>
    roomEntry.join(caller, data, peer),
);

export const leaveRoomRoute = on(
  leaveRoom,
  ({ roomEntry }: { readonly roomEntry: RoomEntry }, { caller, data, peer }) =>
    roomEntry.leave(caller, data, peer),
);

export const sendMessageRoute = on(
  sendMessage,
  async ({ messageService }: { readonly messageService: MessageService }, { caller, data, peer }) =>
    (await messageService.send(caller, data, { peer })).map(message => ({ message })),
);

export const readMessagesRoute = on(
  readMessages,
  (
    { messageService }: { readonly messageService: MessageService },
    { caller, data: { roomId, seq }, peer },
  ) => messageService.markRead(caller, roomId, seq, { peer }),
);

export const startTypingRoute = on(
  startTyping,
  ({ typingService }: { readonly typingService: TypingService }, { caller, data, peer }) =>
    typingService.tell(caller, data, true, peer),
);

export const stopTypingRoute = on(
  stopTyping,
  ({ typingService }: { readonly typingService: TypingService }, { caller, data, peer }) =>
    typingService.tell(caller, data, false, peer),
);

export const listPresenceRoute = on(
  listPresence,
  async ({ listeningService }: { readonly listeningService: ListeningService }, { caller, data, peer }) =>
    (await listeningService.people(caller, data, peer)).map(people => ({ people: [...people] })),
);

export const pingRoute = on(
  ping,
  ({ listeningService }: { readonly listeningService: ListeningService }, { caller, data, peer }) =>
    listeningService.rooms(caller, data, peer),
);

export const joinOpsRoute = on(
  joinOps,
  ({ opsService }: { readonly opsService: OpsService }, { caller, peer }) => opsService.join(caller, peer),
);

export const leaveOpsRoute = on(leaveOps, ({ opsService }: { readonly opsService: OpsService }, { peer }) =>
  opsService.leave(peer),
);
