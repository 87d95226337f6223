import type { Database } from '../platform/db/database.ts';
import { completed, discard } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import { notificationSent } from './notifications.contracts.ts';
import { notificationDeliver } from './notifications.jobs.ts';
import type { NotificationRepository } from './notifications.repository.ts';

interface Deps {
  readonly db: Database;
  readonly notifications: NotificationRepository;
  readonly realtime: Broadcaster;
}

/** A device may get it twice after a crash: clients drop a repeat by its id. */
export const performNotificationDeliver = perform(
  notificationDeliver,
  ({ db, notifications, realtime }: Deps) =>
    async ({ notificationId }) => {
      const found = await notifications.find(db, notificationId);
      if (found === undefined) return discard('the notification or its user was deleted');
      const { userId, ...notification } = found;
      return completed(await realtime.toUser(userId, notificationSent(notification)));
    },
);
