import { ok } from 'neverthrow';
import type { OrderMail } from '../emails/emails.schema.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import type { NewJob } from '../platform/jobs/job.ts';
import { settled, type Outcome } from '../platform/jobs/outcome.ts';
import type { Attempt } from '../platform/jobs/performer.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import { orderUpdated } from './orders.contracts.ts';
import type { Fulfilment, OrderRepository } from './orders.repository.ts';
import { transitions, type TransitionName } from './orders.states.ts';

export interface StepDeps {
  readonly db: Database;
  readonly orders: OrderRepository;
  readonly realtime: Broadcaster;
}

/** Who the audit trail names for what an order does by itself. */
export const WORKFLOW = 'workflow';

/**
 * A step that an order goes by itself: its change of state, its effect, the settlement of its job and the jobs that follow
 * are one transaction; the customer is told after the commit. A step that comes too late or twice changes nothing.
 *
 * The last two parameters are what follows: from the effect, and when it comes too late.
 */
export const createStep =
  ({ db, orders, realtime }: StepDeps) =>
  async (
    order: Fulfilment,
    [name, reason]: readonly [TransitionName, string?],
    attempt: Attempt,
    effect: (tx: Transaction) => Promise<readonly NewJob[]>,
    ifLate: readonly NewJob[] = [],
  ): Promise<Outcome> => {
    await withTransaction(db, async tx => {
      const changed = await orders.transition(tx, order.id, name, WORKFLOW, reason);
      const next = changed ? await effect(tx) : ifLate;
      const { to: state } = transitions[name];
      await attempt.complete(tx, { result: changed ? { state } : { skipped: order.state }, next });
      if (changed)
        tx.afterCommit(async () => {
          await realtime.toUser(order.userId, orderUpdated({ orderId: order.id, state }));
        });
      return ok();
    });
    return settled;
  };

/** What the mails about an order say of it. */
export const orderMail = ({ id, totalCents, currency, items }: Fulfilment): OrderMail => ({
  orderId: id,
  totalCents,
  currency,
  items,
});
