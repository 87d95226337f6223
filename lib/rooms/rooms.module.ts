import { createRoomEntry } from './entry.service.ts';
import { listeningRepository } from './listening.repository.ts';
import { createListeningService } from './listening.service.ts';
import { memberRepository } from './members.repository.ts';
import { createMemberAdder, createMemberReader, createMemberRemover } from './members.service.ts';
import { messageRepository } from './messages.repository.ts';
import { createMessageReader, createMessageService } from './messages.service.ts';
import { roomRepository } from './rooms.repository.ts';
import { createRoomService } from './rooms.service.ts';
import { createTypingService } from './typing.service.ts';

const rooms = () => roomRepository;
const members = () => memberRepository;
const messages = () => messageRepository;

/** For functions about rooms themselves; they also need the session guard. */
export const roomsModule = { rooms, roomService: createRoomService };

/** For the function that lists members; it also needs the session guard. */
export const memberListModule = { rooms, members, memberReader: createMemberReader };

/** For the function that makes members; it also needs the session guard. */
export const memberAddingModule = { rooms, members, memberAdder: createMemberAdder };

/** For the function that removes members; it also needs the session guard, the list of connections and presence. */
export const memberRemovingModule = { rooms, members, memberRemover: createMemberRemover };

/** For functions that let clients into rooms and out; they also need presence. */
export const roomEntryModule = { rooms, messages, roomEntry: createRoomEntry };

/** For functions that read what was said. */
export const historyModule = { rooms, messages, messageReader: createMessageReader };

/** For functions that store and spread messages; they also need the broadcast module. */
export const messagingModule = { messages, messageService: createMessageService };

/** For functions that say who listens where. */
export const listeningModule = {
  rooms,
  listening: () => listeningRepository,
  listeningService: createListeningService,
};

/** For functions that tell who is typing; they also need the broadcast module. */
export const typingModule = { rooms, typingService: createTypingService };
