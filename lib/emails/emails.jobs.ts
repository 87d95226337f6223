import * as z from 'zod';
import { defineJob } from '../platform/jobs/job.ts';

/** Sends one mail. The address is read when it is sent, so a deleted user gets none and no payload holds it. */
export const emailSend = defineJob({
  name: 'email.send',
  queue: 'email',
  payload: z.strictObject({ emailId: z.guid() }),
});
