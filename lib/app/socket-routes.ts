import type { RoomEntry } from '../rooms/entry.service.ts';
import type { MessageService } from '../rooms/messages.service.ts';
import { joinRoom, sendMessage } from '../rooms/rooms.contracts.ts';
import { on } from './socket-handler.ts';

/** Each client event with the service method that answers it. They stand here because `$default` answers all of them too. */
export const joinRoomRoute = on(
  joinRoom,
  ({ roomEntry }: { readonly roomEntry: RoomEntry }, { caller, data, peer }) =>
    roomEntry.join(caller, data, peer),
);

export const sendMessageRoute = on(
  sendMessage,
  async ({ messageService }: { readonly messageService: MessageService }, { caller, data, peer }) =>
    (await messageService.send(caller, data, { peer })).map(message => ({ message })),
);
