import type { Clock } from '../platform/clock/clock.ts';
import type { Transaction } from '../platform/db/transaction.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { newJob, type EnqueueOptions, type NewJob } from '../platform/jobs/job.ts';
import { notificationBroadcast, notificationDeliver, notificationSend } from './notifications.jobs.ts';
import type { NotificationRepository } from './notifications.repository.ts';
import type { NotificationText } from './notifications.schema.ts';

const MILLISECONDS_PER_MINUTE = 60_000;

export interface NotificationServiceDeps {
  readonly notifications: NotificationRepository;
  readonly clock: Clock;
}

/**
 * Telling users something that they can also read later: for handlers and jobs. Each method returns the job that does it,
 * for the caller to enqueue in the transaction that is the reason.
 */
export const createNotificationService = ({ notifications, clock }: NotificationServiceDeps) => {
  const inMinutes = (minutes: number): Pick<EnqueueOptions, 'runAt'> =>
    minutes === 0 ? {} : { runAt: new Date(clock.now().getTime() + minutes * MILLISECONDS_PER_MINUTE) };

  return {
    /** Stores a notification in the caller's transaction. @returns the job that shows it on the user's open devices */
    async notifyUser(tx: Transaction, userId: string, text: NotificationText): Promise<NewJob> {
      const notificationId = uuidv7();
      await notifications.insert(tx, { id: notificationId, userId, ...text });
      return newJob(notificationDeliver, { userId, notificationId }, { groupId: userId });
    },

    /** @returns the job that sends a notification after a delay of any length; its id is what cancels it */
    scheduleNotification: (userId: string, text: NotificationText, delayMinutes: number): NewJob =>
      newJob(notificationSend, { userId, ...text }, { ...inMinutes(delayMinutes), groupId: userId }),

    /** @returns the job that sends everybody a notification, now or after a delay; its id is what cancels it */
    broadcastSystemMessage: (message: string, delayMinutes = 0, type = 'system'): NewJob =>
      newJob(notificationBroadcast, { type, message }, inMinutes(delayMinutes)),
  };
};

export type NotificationService = ReturnType<typeof createNotificationService>;
