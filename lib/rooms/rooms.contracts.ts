import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import { defineClientEvent } from '../platform/realtime/client-event.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import {
  historyQuery,
  joined,
  joining,
  member,
  message,
  messageLimit,
  newRoom,
  outgoing,
  reading,
  readState,
  room,
  roomQuery,
} from './rooms.schema.ts';

const roomParams = z.strictObject({ roomId: z.guid() });
const memberParams = roomParams.extend({ userId: z.guid() });

export const createRoom = defineRoute({
  method: 'POST',
  path: '/rooms',
  summary: 'Make a room; you become its owner',
  access: 'user',
  body: newRoom,
  status: 201,
  data: room,
  location: '/rooms/{id}',
  idempotent: true,
  errors: ['idempotency.key_reused', 'idempotency.in_flight'],
});

export const listRooms = defineRoute({
  method: 'GET',
  path: '/rooms',
  summary: 'List the public rooms and your own, newest first',
  access: 'user',
  query: roomQuery,
  status: 200,
  data: room,
  paged: true,
  errors: [],
});

export const getRoom = defineRoute({
  method: 'GET',
  path: '/rooms/{roomId}',
  summary: 'Get a room: a public one, or one of yours',
  access: 'user',
  params: roomParams,
  status: 200,
  data: room,
  errors: ['room.not_found'],
});

export const listMembers = defineRoute({
  method: 'GET',
  path: '/rooms/{roomId}/members',
  summary: 'List who is in a room',
  access: 'user',
  params: roomParams,
  query: pageQuery,
  status: 200,
  data: member,
  paged: true,
  errors: ['room.not_found'],
});

export const addMember = defineRoute({
  method: 'PUT',
  path: '/rooms/{roomId}/members/{userId}',
  summary: 'Make a user a member',
  description:
    'For owners of the room and administrators; anybody may make themselves a member of a public room. Who is a member ' +
    'already stays what they are. What was said before does not count as unread.',
  access: 'user',
  params: memberParams,
  status: 204,
  data: z.void(),
  errors: ['room.not_found', 'room.not_manager', 'user.not_found'],
});

export const removeMember = defineRoute({
  method: 'DELETE',
  path: '/rooms/{roomId}/members/{userId}',
  summary: 'Remove a member, or leave',
  description:
    'For owners of the room and administrators, and for members who leave. Who is removed from a private room hears nothing ' +
    'of it from then on. The last owner to go leaves the room to its longest member.',
  access: 'user',
  params: memberParams,
  status: 204,
  data: z.void(),
  errors: ['room.not_found', 'room.not_manager', 'room.member_not_found'],
});

export const listMessages = defineRoute({
  method: 'GET',
  path: '/rooms/{roomId}/messages',
  summary: 'Read what was said in a room',
  description:
    'A page is always oldest first. Without a position it holds the latest messages; `before` a sequence number, the last ' +
    'ones before it; `after` one, the first ones after it. `nextCursor` goes on in the same direction, and is null where ' +
    'there is no more: for what is said later, ask `after` the last number you have. Numbers have no gaps, so you can also ' +
    'page by them alone, and see whether you missed one.',
  access: 'user',
  params: roomParams,
  query: historyQuery,
  status: 200,
  data: message,
  paged: true,
  errors: ['room.not_found'],
});

export const postMessage = defineRoute({
  method: 'POST',
  path: '/rooms/{roomId}/messages',
  summary: 'Say something in a room',
  description:
    'Everybody who listens there is told at once by `message.new`. A `clientMessageId` is stored once, for ever; an ' +
    'Idempotency-Key is remembered for 24 hours. What was said before counts as read by you.',
  access: 'user',
  params: roomParams,
  body: outgoing.omit({ roomId: true }),
  status: 201,
  data: message,
  idempotent: true,
  rateLimits: [{ ...messageLimit, by: 'user' }],
  errors: ['room.not_found', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const markRoomRead = defineRoute({
  method: 'PUT',
  path: '/rooms/{roomId}/read',
  summary: 'Say up to which message you have read',
  description:
    'The mark moves forward only, and at most to the last message. When it moves, everybody who listens in the room is told ' +
    'by `message.read`.',
  access: 'user',
  params: roomParams,
  body: reading,
  status: 200,
  data: readState,
  errors: ['room.not_found'],
});

export const joinRoom = defineClientEvent({
  event: 'room.join',
  summary: 'Hear what is said in a room, and read what was said meanwhile',
  data: joining,
  ack: joined,
  errors: ['room.not_found'],
});

export const sendMessage = defineClientEvent({
  event: 'message.send',
  summary: `Say something in a room. ${messageLimit.limit} messages a minute, with those over HTTP`,
  data: outgoing,
  ack: z.object({ message }),
  errors: ['room.not_found', 'request.rate_limited'],
});

export const readMessages = defineClientEvent({
  event: 'message.read',
  summary: 'Say up to which message you have read',
  data: reading.extend({ roomId: z.guid() }),
  ack: readState,
  errors: ['room.not_found'],
});

export const messageNew = defineServerEvent(
  'message.new',
  'To everybody who has joined the room, except the connection that sent it: that one is answered',
  z.object({ message }),
);

export const messageRead = defineServerEvent(
  'message.read',
  'To everybody who has joined the room, except the connection that said so: how far somebody has read',
  z.object({ roomId: z.guid(), userId: z.guid(), seq: z.int() }),
);
