import * as z from 'zod';
import { defineServerEvent } from './server-event.ts';

const whereabouts = z.object({ roomId: z.guid(), userId: z.guid() });

/** To the others in a room of up to 200 listeners: a user has begun to listen there, on their first device. */
export const presenceJoin = defineServerEvent('presence.join', whereabouts);

/** To the others in a room of up to 200 listeners: a user listens there no more, on any device. */
export const presenceLeave = defineServerEvent('presence.leave', whereabouts);

/** To one connection, ten minutes before it ends: open another, and join your rooms there, before you close this one. */
export const connectionExpiring = defineServerEvent(
  'connection.expiring',
  z.object({ expiresAt: z.iso.datetime().describe('When this connection ends') }),
);
