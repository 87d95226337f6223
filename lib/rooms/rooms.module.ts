import { roomRepository } from './rooms.repository.ts';
import { createMessageService, createRoomService } from './rooms.service.ts';

const rooms = () => roomRepository;

/** For functions that let clients into rooms. */
export const roomsModule = { rooms, roomService: createRoomService };

/** For functions that store and spread messages; they also need the broadcast module. */
export const messagingModule = { rooms, messageService: createMessageService };
