import type { EmailService } from '../emails/emails.service.ts';
import type { NotificationService } from '../notifications/notifications.service.ts';
import type { ChargeResult, RefundResult } from '../payments/payments.schema.ts';
import type { PaymentService } from '../payments/payments.service.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import { newJob, type NewJob } from '../platform/jobs/job.ts';
import { completed, discard, type Outcome } from '../platform/jobs/outcome.ts';
import type { Attempt } from '../platform/jobs/performer.ts';
import { orderUpdated } from './orders.contracts.ts';
import { orderReconcile } from './orders.jobs.ts';
import { createPaymentEffects } from './orders.payment.effects.ts';
import { createPaymentWaits, lookAgain } from './orders.payment.waits.ts';
import type { Fulfilment } from './orders.repository.ts';
import { createStep, WORKFLOW, type StepDeps } from './orders.steps.ts';

export interface OrderPaymentsDeps extends StepDeps {
  readonly paymentService: PaymentService;
  readonly emailService: EmailService;
  readonly notificationService: NotificationService;
  readonly enqueueJobs: EnqueueJobs;
  readonly clock: Clock;
}

const REFUNDED_THERE = 'refunded at the payment provider';
const stillPending = (): Promise<Outcome> => Promise.resolve(completed({ still: 'pending' }));

/** The steps of an order that move money, or ask what became of it. */
export const createOrderPayments = (deps: OrderPaymentsDeps) => {
  const { db, orders, realtime, paymentService, clock } = deps;
  const step = createStep(deps);
  const effects = createPaymentEffects(deps);
  const waits = createPaymentWaits(deps);

  /** The order is `paying` until it is known how the charge ended, and keeps its stock. */
  const settleCharge = async (
    order: Fulfilment,
    attempt: Attempt,
    whilePending: (result: Extract<ChargeResult, { kind: 'pending' }>) => Promise<Outcome>,
    ifLate: readonly NewJob[] = [],
  ): Promise<Outcome> => {
    const { id, paymentToken, totalCents: amountCents, currency } = order;
    if (order.state !== 'paying' || paymentToken === null) return completed({ skipped: order.state });
    const charge = { idempotencyKey: id, paymentToken, amountCents, currency, attempt: attempt.number };
    const asked = await paymentService.charge(charge, attempt.signal);
    const isOver = asked.kind === 'pending' && waits.isOver(asked);
    const result = isOver ? await paymentService.abandon(charge, attempt.signal) : asked;
    if (result.kind === 'pending') return whilePending(result);
    if (result.kind === 'declined')
      return step(order, ['failPayment', result.reason], attempt, effects.declined(order), ifLate);
    return result.isGivenBack
      ? step(order, ['markGivenBack', REFUNDED_THERE], attempt, effects.givenBack(order, result), ifLate)
      : step(order, ['markPaid'], attempt, effects.paid(order, result), ifLate);
  };

  const settleRefund = (
    order: Fulfilment,
    attempt: Attempt,
    result: Exclude<RefundResult, { kind: 'pending' }>,
  ): Outcome | Promise<Outcome> =>
    result.kind === 'refunded'
      ? step(order, ['finishRefund'], attempt, effects.refunded(order, result.reference))
      : discard(`the provider refused the refund: ${result.reason}`);

  return {
    /**
     * The order is `paying` while the provider is asked: it can then no longer be cancelled. The order id is the charge's key,
     * so asking again never charges twice. A charge that is pending is looked at again and again until it ends.
     */
    async pay(orderId: string, attempt: Attempt): Promise<Outcome> {
      const started = await orders.transition(db, orderId, 'startPaying', WORKFLOW);
      const order = await orders.read(db, orderId);
      if (started) await realtime.toUser(order.userId, orderUpdated({ orderId, state: order.state }));
      return settleCharge(order, attempt, pending => waits.waitForCharge(order, pending, attempt));
    },

    /**
     * Gives back what was paid, once, by the order id. A refusal is for people to settle: the job fails, the order stays `refunding`.
     * So is the end of a refund that was begun at the provider and called off there: whoever did that did not want it paid.
     */
    async refund(orderId: string, takenOver: boolean, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      if (order.state !== 'refunding') return completed({ skipped: order.state });
      const result = takenOver
        ? await paymentService.findRefund(orderId, attempt.number, attempt.signal)
        : await paymentService.refund(orderId, attempt.number, attempt.signal);
      if (result === undefined) return discard('the refund was called off at the provider, or failed there');
      return result.kind === 'pending'
        ? lookAgain(result.since, clock.now())
        : settleRefund(order, attempt, result);
    },

    /** The provider has told of the charge of an order: looks at it, and leaves the waiting to `order.pay`. */
    async reconcileCharge(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      return settleCharge(order, attempt, stillPending);
    },

    /** The provider has told of a refund of an order: ours, or one that was made over there, which is then taken over. */
    async reconcileRefund(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      // Its payment comes first, and shows the refund; another worker that is at it may not have seen that.
      if (order.state === 'paying')
        return settleCharge(order, attempt, stillPending, [
          newJob(orderReconcile, { orderId, about: 'refund' }),
        ]);
      if (!['paid', 'shipped', 'refunding', 'refunded'].includes(order.state))
        return completed({ skipped: order.state });
      const result = await paymentService.findRefund(orderId, attempt.number, attempt.signal);
      if (result === undefined) return completed({ skipped: 'not all of it was given back' });
      const isOpen = order.state === 'paid' || order.state === 'shipped';
      // Also while it is under way: what has not left yet stays.
      if (isOpen && result.kind !== 'refused')
        return step(order, ['startRefund', REFUNDED_THERE], attempt, () =>
          Promise.resolve(effects.refundIsWaitedFor(order)),
        );
      return result.kind === 'pending' ? stillPending() : settleRefund(order, attempt, result);
    },
  };
};

export type OrderPayments = ReturnType<typeof createOrderPayments>;
