import { ok } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { newJob } from '../platform/jobs/job.ts';
import { completed, discard, settled } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import { notificationSent } from './notifications.contracts.ts';
import {
  notificationAnnounce,
  notificationBroadcast,
  notificationDeliver,
  notificationSend,
} from './notifications.jobs.ts';
import type { NotificationRepository } from './notifications.repository.ts';
import type { NotificationService } from './notifications.service.ts';

/** Users given a notification by one statement: some 50 ms of work, and the locks of no row that exists. */
const CHUNK_SIZE = 2_000;

interface Deps {
  readonly db: Database;
  readonly notifications: NotificationRepository;
  readonly notificationService: NotificationService;
  readonly realtime: Broadcaster;
  readonly clock: Clock;
}

/** A device may get it twice after a crash: clients drop a repeat by its id. */
const performNotificationDeliver = perform(
  notificationDeliver,
  ({ db, notifications, realtime }: Deps) =>
    async ({ userId, notificationId }) => {
      const found = await notifications.find(db, userId, notificationId);
      if (found === undefined) return discard('the notification or its user was deleted');
      return completed(await realtime.toUser(userId, notificationSent(found)));
    },
);

/** Once: the notification and the end of its job are one transaction. */
const performNotificationSend = perform(
  notificationSend,
  ({ db, notifications, notificationService }: Deps) =>
    async ({ userId, ...text }, attempt) => {
      if (!(await notifications.userExists(db, userId))) return discard('the user was deleted');
      await withTransaction(db, async tx => {
        const next = [await notificationService.notifyUser(tx, userId, text)];
        return ok(await attempt.complete(tx, { next }));
      });
      return settled;
    },
);

/** Once for each user: a chunk, the end of its job and the job of the next chunk are one transaction. */
const performNotificationBroadcast = perform(
  notificationBroadcast,
  ({ db, notifications, clock }: Deps) =>
    async ({ checkpoint, ...text }, attempt) => {
      const { notificationId: id, sentAt: createdAt } = checkpoint ?? {
        notificationId: uuidv7(),
        sentAt: clock.now().toISOString(),
      };
      await withTransaction(db, async tx => {
        const readers = await notifications.insertForNext(
          tx,
          { id, createdAt, ...text },
          { after: checkpoint?.after, limit: CHUNK_SIZE },
        );
        const after = readers.at(-1);
        const next =
          after !== undefined && readers.length === CHUNK_SIZE
            ? newJob(notificationBroadcast, {
                ...text,
                checkpoint: { notificationId: id, sentAt: createdAt, after },
              })
            : newJob(notificationAnnounce, { id, createdAt, ...text });
        return ok(await attempt.complete(tx, { result: { readers: readers.length }, next: [next] }));
      });
      return settled;
    },
);

/** When everybody has it. A device may be told twice after a crash. */
const performNotificationAnnounce = perform(
  notificationAnnounce,
  ({ realtime }: Deps) =>
    async news =>
      completed(await realtime.toAll(notificationSent(news))),
);

/** What the high-priority queue does for this domain. */
export const notificationPerformers = [
  performNotificationDeliver,
  performNotificationSend,
  performNotificationBroadcast,
  performNotificationAnnounce,
] as const;
