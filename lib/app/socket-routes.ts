import { joinRoom, sendMessage } from '../rooms/rooms.contracts.ts';
import type { MessageService, RoomService } from '../rooms/rooms.service.ts';
import { on } from './socket-handler.ts';

/** Each client event with the service method that answers it. They stand here because `$default` answers all of them too. */
export const joinRoomRoute = on(
  joinRoom,
  ({ roomService }: { readonly roomService: RoomService }, { caller, data, peer }) =>
    roomService.join(caller, data, peer),
);

export const sendMessageRoute = on(
  sendMessage,
  ({ messageService }: { readonly messageService: MessageService }, { caller, data, peer }) =>
    messageService.send(caller, data, peer),
);
