import * as z from 'zod';
import { defineClientEvent } from '../platform/realtime/client-event.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import { joined, joining, message, outgoing } from './rooms.schema.ts';

export const joinRoom = defineClientEvent({
  event: 'room.join',
  summary: 'Hear what is said in a room, and read what was said meanwhile',
  data: joining,
  ack: joined,
  errors: ['room.not_found'],
});

export const sendMessage = defineClientEvent({
  event: 'message.send',
  summary: 'Say something in a room',
  data: outgoing,
  ack: z.object({ message }),
  errors: ['room.not_found'],
});

/** To everybody who has joined the room, except the connection that sent it: that one is answered. */
export const messageNew = defineServerEvent('message.new', z.object({ message }));
