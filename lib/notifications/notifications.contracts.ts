import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import {
  accepted,
  news,
  notification,
  notificationQuery,
  readAllQuery,
  sending,
} from './notifications.schema.ts';

const params = z.strictObject({ notificationId: z.guid() });

export const listNotifications = defineRoute({
  method: 'GET',
  path: '/notifications',
  summary: 'List your notifications, newest first',
  access: 'user',
  query: notificationQuery,
  status: 200,
  data: notification,
  paged: true,
  errors: [],
});

export const countUnreadNotifications = defineRoute({
  method: 'GET',
  path: '/notifications/unread-count',
  summary: 'Count the notifications that you have not read',
  access: 'user',
  status: 200,
  data: z.object({ count: z.int() }),
  errors: [],
});

export const markNotificationRead = defineRoute({
  method: 'PUT',
  path: '/notifications/{notificationId}/read',
  summary: 'Mark a notification as read',
  access: 'user',
  params,
  status: 204,
  data: z.void(),
  errors: ['notification.not_found'],
});

export const markAllNotificationsRead = defineRoute({
  method: 'POST',
  path: '/notifications/read-all',
  summary: 'Mark all your notifications as read, or those up to one',
  access: 'user',
  query: readAllQuery,
  status: 200,
  data: z.object({ read: z.int().describe('How many were unread') }),
  errors: [],
});

export const sendNotification = defineRoute({
  method: 'POST',
  path: '/notifications',
  summary: 'Send a notification to one user or to everybody, now or later',
  description:
    'It is sent in the background at its time: then it stands in the list of its readers, and their open devices are told ' +
    'by `notification`. Until then nobody sees it, and it can be cancelled.',
  access: 'admin',
  body: sending,
  status: 202,
  data: accepted,
  idempotent: true,
  errors: ['user.not_found', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const cancelNotification = defineRoute({
  method: 'DELETE',
  path: '/notifications/scheduled/{notificationId}',
  summary: 'Cancel a notification that has not been sent',
  access: 'admin',
  params,
  status: 204,
  data: z.void(),
  errors: ['notification.not_found', 'notification.already_sent'],
});

export const notificationSent = defineServerEvent(
  'notification',
  'To every device of a user. One that everybody gets has the same id for all',
  news,
);
