import * as z from 'zod';
import { defineJob } from '../jobs/job.ts';
import { audience } from './audience.ts';

/** Posts a frame to one range of a large audience. It keeps a checkpoint, so a second attempt goes on where the first ended. */
export const broadcastChunk = defineJob({
  name: 'broadcast.chunk',
  queue: 'broadcast',
  payload: z.strictObject({
    audience,
    /** The frame as it goes over the wire; its eventId lets clients drop a repeat. Emptied when all are told. */
    frame: z.string(),
    except: z.string().nullable(),
    after: z.string(),
    until: z.string().nullable(),
  }),
  timeoutSeconds: 45,
  // What it told is worth nothing an hour later, and its frame may hold what somebody said.
  retentionSeconds: 3600,
  failedRetentionSeconds: 3600,
});
