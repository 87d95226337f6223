import * as z from 'zod';
import { defineJob } from '../platform/jobs/job.ts';

/** Shows a stored notification on every device its user has open. */
export const notificationDeliver = defineJob({
  name: 'notification.deliver',
  queue: 'high-priority',
  payload: z.strictObject({ notificationId: z.guid() }),
});
