import { ok } from 'neverthrow';
import type { NotificationService } from '../notifications/notifications.service.ts';
import type { ChargeResult } from '../payments/payments.schema.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import { snooze, type Outcome } from '../platform/jobs/outcome.ts';
import type { Attempt } from '../platform/jobs/performer.ts';
import type { Fulfilment } from './orders.repository.ts';

/** How long a customer may take to confirm a payment at their bank: the order holds stock meanwhile. */
const CUSTOMER_SECONDS = 3600;
const SHORTEST_WAIT_SECONDS = 30;
/** A bank may take days; what it says reaches us within the hour, also when no event comes. */
const LONGEST_WAIT_SECONDS = 3600;

type Pending = Extract<ChargeResult, { kind: 'pending' }>;

interface WaitDeps {
  readonly db: Database;
  readonly notificationService: NotificationService;
  readonly enqueueJobs: EnqueueJobs;
  readonly clock: Clock;
}

const secondsSince = (since: Date, now: Date): number =>
  Math.max(0, (now.getTime() - since.getTime()) / 1000);

/** Waits as long again as it has taken so far: an event usually comes first, and this is for the one that does not. */
export const lookAgain = (since: Date, now: Date): Outcome =>
  snooze(Math.min(Math.max(secondsSince(since, now), SHORTEST_WAIT_SECONDS), LONGEST_WAIT_SECONDS));

/** Waiting for charges that end later. No attempt is counted, and each wait has an end. */
export const createPaymentWaits = ({ db, notificationService, enqueueJobs, clock }: WaitDeps) => ({
  /** Whether a customer has had all the time there is. Banks have theirs, and end it themselves. */
  isOver: ({ waitsFor, since }: Pending): boolean =>
    waitsFor === 'customer' && secondsSince(since, clock.now()) >= CUSTOMER_SECONDS,

  /** Asks the customer, once, if it is their turn. */
  async waitForCharge({ userId }: Fulfilment, pending: Pending, attempt: Attempt): Promise<Outcome> {
    if (pending.waitsFor === 'customer' && attempt.checkpoint === undefined) {
      await withTransaction(db, async tx => {
        const told = await notificationService.notifyUser(tx, userId, {
          type: 'order.payment_action',
          message: 'Your bank asks you to confirm the payment of your order.',
        });
        await enqueueJobs(tx, [told]);
        await attempt.saveCheckpoint({ customerAsked: true }, tx);
        return ok();
      });
    }
    return lookAgain(pending.since, clock.now());
  },
});
