import * as z from 'zod';
import { defineClientEvent } from '../platform/realtime/client-event.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import { change } from './ops.schema.ts';

export const joinOps = defineClientEvent({
  event: 'ops.join',
  summary: 'For administrators: hear what happens to jobs',
  data: z.strictObject({}).optional(),
  ack: z.object({}),
  errors: ['auth.forbidden'],
});

export const leaveOps = defineClientEvent({
  event: 'ops.leave',
  summary: 'Hear no more of what happens to jobs',
  data: z.strictObject({}).optional(),
  ack: z.object({}),
  errors: [],
});

export const opsChanged = defineServerEvent(
  'ops.changed',
  'To administrators who have joined by `ops.join`: what a batch of jobs came to, in one event',
  z.object({ changes: z.array(change) }),
);
