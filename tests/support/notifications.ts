import { createContainer } from '../../lib/app/container.ts';
import { notificationsModule } from '../../lib/notifications/notifications.module.ts';
import { notificationPerformers } from '../../lib/notifications/notifications.performers.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { drain } from './drain.ts';
import { testInvocation, testPlatform, type TestPlatform } from './platform.ts';

/** Notifications that tests start from, and the jobs that send them. */

/** A notification of a user, made at a time in milliseconds since 1970; its id. */
export const createNotification = async (
  db: Executor,
  { userId }: Principal,
  { at = Date.now(), read = false }: { readonly at?: number; readonly read?: boolean } = {},
): Promise<string> => {
  const id = uuidv7(at);
  await db.query(
    `insert into notifications (id, user_id, type, message, created_at, read_at)
     values ($1, $2, 'order.shipped', 'Your order is on its way.', $3, case when $4::boolean then now() end)`,
    [id, userId, new Date(at).toISOString(), read],
  );
  return id;
};

/** What the queue function has to send notifications with. */
export const notificationScope = (platform: TestPlatform) =>
  createContainer(testPlatform(platform), notificationsModule).scope(testInvocation());

/** Performs the notification jobs that are due, and those that follow. */
export const sendDue = (platform: TestPlatform) =>
  drain(platform.db, notificationPerformers, notificationScope(platform));
