import * as z from 'zod';
import { defineServerEvent } from './server-event.ts';

const whereabouts = z.object({ roomId: z.guid(), userId: z.guid() });

export const presenceJoin = defineServerEvent(
  'presence.join',
  'To the others in a room of up to 200 listeners: a user has begun to listen there, on their first device',
  whereabouts,
);

export const presenceLeave = defineServerEvent(
  'presence.leave',
  'To the others in a room of up to 200 listeners: a user listens there no more, on any device',
  whereabouts,
);

export const connectionExpiring = defineServerEvent(
  'connection.expiring',
  'To one connection, ten minutes before it ends: open another, and join your rooms there, before you close this one',
  z.object({ expiresAt: z.iso.datetime().describe('When this connection ends') }),
);
