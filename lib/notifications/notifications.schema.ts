import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';

const MAX_MESSAGE_LENGTH = 1000;
/** A year: later ones belong into a calendar. */
const MAX_DELAY_MINUTES = 365 * 24 * 60;

const type = z
  .string()
  .max(50)
  .regex(/^[a-z]+([._][a-z]+)*$/, 'must be words of small letters with dots between them')
  .describe('Such as `order.shipped`, for clients to tell kinds apart');

/** What a notification says. */
export const text = z.strictObject({ type, message: z.string().trim().min(1).max(MAX_MESSAGE_LENGTH) });
export type NotificationText = Readonly<z.infer<typeof text>>;

/** A notification as connected clients are told of it. */
export const news = z.object({
  id: z.guid(),
  type: z.string(),
  message: z.string(),
  createdAt: z.iso.datetime(),
});
export type News = Readonly<z.infer<typeof news>>;

export const notification = news.extend({
  readAt: z.iso.datetime().nullable().describe('When you read it; null until then'),
});
export type Notification = Readonly<z.infer<typeof notification>>;

export const notificationQuery = pageQuery.extend({
  unread: z.enum(['true', 'false']).default('false').describe('`true`: only those you have not read'),
});
export type NotificationQuery = Readonly<z.infer<typeof notificationQuery>>;

export const readAllQuery = z.strictObject({
  upTo: z
    .guid()
    .optional()
    .describe(
      'The newest one that you have seen: those that came after it stay unread. Without it, all are read',
    ),
});

export const sending = z.strictObject({
  to: z
    .union([z.literal('all'), z.strictObject({ userId: z.guid() })])
    .describe('One user, or `all`: everybody with an account when it is sent'),
  type: type.default('system'),
  message: text.shape.message,
  delayMinutes: z
    .int()
    .min(0)
    .max(MAX_DELAY_MINUTES)
    .default(0)
    .describe('When to send it, counted from now. Nobody sees it before'),
});
export type Sending = Readonly<z.infer<typeof sending>>;

export const accepted = z.object({
  id: z
    .guid()
    .describe('Cancels it, for as long as it has not been sent: DELETE /notifications/scheduled/{id}'),
  sendAt: z.iso.datetime(),
});
export type Accepted = Readonly<z.infer<typeof accepted>>;
