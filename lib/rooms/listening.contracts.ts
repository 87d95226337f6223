import * as z from 'zod';
import { defineClientEvent } from '../platform/realtime/client-event.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import { heard, inRoom, LISTED_PEOPLE, LISTED_ROOMS, person, pinging, typing } from './listening.schema.ts';

export const leaveRoom = defineClientEvent({
  event: 'room.leave',
  summary: 'Hear no more of a room on this connection',
  data: inRoom,
  ack: z.object({}),
  errors: [],
});

export const startTyping = defineClientEvent({
  event: 'typing.start',
  summary:
    'Tell the others in a room that you are typing; again every few seconds while you are. Told more often it is not passed on',
  data: inRoom,
  ack: z.object({}),
  errors: ['room.not_found'],
});

export const stopTyping = defineClientEvent({
  event: 'typing.stop',
  summary: 'Tell the others in a room that you have stopped typing',
  data: inRoom,
  ack: z.object({}),
  errors: ['room.not_found'],
});

export const listPresence = defineClientEvent({
  event: 'presence.list',
  summary: `See who listens in a room: up to ${LISTED_PEOPLE} people, or as many as fit into a frame`,
  data: inRoom,
  ack: z.object({ people: z.array(person) }),
  errors: ['room.not_found'],
});

export const ping = defineClientEvent({
  event: 'ping',
  summary:
    'Keep the connection open, and see how far each room has come that this connection listens to: a message that was ' +
    `not delivered shows. Up to ${LISTED_ROOMS} rooms in an answer`,
  data: pinging,
  ack: heard,
  errors: [],
});

export const userTyping = defineServerEvent(
  'user.typing',
  'To everybody who has joined the room, except the connection that said so; not where more than 200 listen. Never stored',
  typing,
);
