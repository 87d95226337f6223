import { createRoomEntry } from './entry.service.ts';
import { memberRepository } from './members.repository.ts';
import { createMemberService } from './members.service.ts';
import { messageRepository } from './messages.repository.ts';
import { createMessageReader, createMessageService } from './messages.service.ts';
import { roomRepository } from './rooms.repository.ts';
import { createRoomService } from './rooms.service.ts';

const rooms = () => roomRepository;
const messages = () => messageRepository;

/** For functions about rooms themselves; they also need the session guard. */
export const roomsModule = { rooms, roomService: createRoomService };

/** For functions about members; they also need the session guard and the list of connections. */
export const membersModule = { rooms, members: () => memberRepository, memberService: createMemberService };

/** For functions that let clients into rooms. */
export const roomEntryModule = { rooms, messages, roomEntry: createRoomEntry };

/** For functions that read what was said. */
export const historyModule = { rooms, messages, messageReader: createMessageReader };

/** For functions that store and spread messages; they also need the broadcast module. */
export const messagingModule = { messages, messageService: createMessageService };
