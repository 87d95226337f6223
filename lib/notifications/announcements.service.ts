import { err, ok, type Result } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { cancelWaiting } from '../platform/jobs/cancel-waiting.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import { userNotFound, type UserNotFound } from '../users/users.errors.ts';
import {
  alreadySent,
  notificationNotFound,
  type NotificationNotFound,
  type AlreadySent,
} from './notifications.errors.ts';
import { notificationBroadcast, notificationSend } from './notifications.jobs.ts';
import type { NotificationRepository } from './notifications.repository.ts';
import { accepted, type Accepted, type Sending } from './notifications.schema.ts';
import type { NotificationService } from './notifications.service.ts';

export interface AnnouncementServiceDeps {
  readonly db: Database;
  readonly notifications: NotificationRepository;
  readonly notificationService: NotificationService;
  readonly enqueueJobs: EnqueueJobs;
  readonly clock: Clock;
}

/** What administrators tell users. */
export const createAnnouncementService = (deps: AnnouncementServiceDeps) => {
  const { db, notifications, notificationService, enqueueJobs, clock } = deps;

  return {
    /** Sends a notification to one user or to everybody, now or later: a job does it at its time. */
    send(
      { to, type, message, delayMinutes }: Sending,
      idempotency: IdempotencyKey | undefined,
    ): Promise<Result<Accepted, UserNotFound | IdempotencyError>> {
      return once<Accepted, UserNotFound>(db, idempotency, accepted, async tx => {
        if (to !== 'all' && !(await notifications.userExists(tx, to.userId))) return err(userNotFound);
        const job =
          to === 'all'
            ? notificationService.broadcastSystemMessage(message, delayMinutes, type)
            : notificationService.scheduleNotification(to.userId, { type, message }, delayMinutes);
        await enqueueJobs(tx, [job]);
        return ok({ id: job.id, sendAt: job.run_at ?? clock.now().toISOString() });
      });
    },

    /** Takes back a notification that has not been sent. Once more changes nothing. */
    async cancel(id: string): Promise<Result<void, NotificationNotFound | AlreadySent>> {
      const cancelled = await cancelWaiting(db, id, [notificationSend.name, notificationBroadcast.name]);
      if (cancelled === 'unknown') return err(notificationNotFound);
      return cancelled === 'too_late' ? err(alreadySent) : ok();
    },
  };
};
