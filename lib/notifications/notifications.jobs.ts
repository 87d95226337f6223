import * as z from 'zod';
import { defineJob } from '../platform/jobs/job.ts';
import { news, text } from './notifications.schema.ts';

/** Shows a stored notification on every device its user has open. */
export const notificationDeliver = defineJob({
  name: 'notification.deliver',
  queue: 'high-priority',
  payload: z.strictObject({ userId: z.guid(), notificationId: z.guid() }),
});

/** Sends a user a notification at its time: until then no list holds it. */
export const notificationSend = defineJob({
  name: 'notification.send',
  queue: 'high-priority',
  payload: text.extend({ userId: z.guid() }),
});

/** Sends everybody a notification, a chunk of users at a time; each chunk enqueues the next. */
export const notificationBroadcast = defineJob({
  name: 'notification.broadcast',
  queue: 'high-priority',
  payload: text.extend({
    /** Where the last chunk ended, and what it was that was sent; absent in the first. */
    checkpoint: z
      .strictObject({ notificationId: z.guid(), sentAt: z.iso.datetime(), after: z.guid() })
      .optional(),
  }),
});

/** Tells everybody who is connected of a notification that everybody has. */
export const notificationAnnounce = defineJob({
  name: 'notification.announce',
  queue: 'high-priority',
  payload: news,
});
