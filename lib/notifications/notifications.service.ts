import type { Transaction } from '../platform/db/transaction.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { newJob, type EnqueueOptions, type NewJob } from '../platform/jobs/job.ts';
import { notificationDeliver } from './notifications.jobs.ts';
import type { NotificationRepository } from './notifications.repository.ts';

/** Telling users something that they can also read later. */
export const createNotificationService = ({
  notifications,
}: {
  readonly notifications: NotificationRepository;
}) => ({
  /**
   * Stores a notification in the caller's transaction.
   *
   * @param options when to show it: `delaySeconds` or `runAt`; at once if neither is given
   * @returns the job that shows it, for the caller to enqueue there
   */
  async notifyUser(
    tx: Transaction,
    userId: string,
    text: { readonly type: string; readonly message: string },
    options?: Pick<EnqueueOptions, 'delaySeconds' | 'runAt'>,
  ): Promise<NewJob> {
    const notificationId = uuidv7();
    await notifications.insert(tx, { id: notificationId, userId, ...text });
    return newJob(notificationDeliver, { notificationId }, { ...options, groupId: userId });
  },
});

export type NotificationService = ReturnType<typeof createNotificationService>;
