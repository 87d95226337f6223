import { ok } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import type { OrderMail } from '../emails/emails.schema.ts';
import type { NotificationService } from '../notifications/notifications.service.ts';
import type { ChargeResult } from '../payments/payments.schema.ts';
import type { PaymentService } from '../payments/payments.service.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import { newJob, type NewJob } from '../platform/jobs/job.ts';
import { completed, discard, settled, type Outcome } from '../platform/jobs/outcome.ts';
import type { Attempt } from '../platform/jobs/performer.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import { orderUpdated } from './orders.contracts.ts';
import { orderPay, orderShip } from './orders.jobs.ts';
import type { Fulfilment, OrderRepository } from './orders.repository.ts';
import { transitions, type TransitionName } from './orders.states.ts';

export interface OrderWorkflowDeps {
  readonly db: Database;
  readonly orders: OrderRepository;
  readonly paymentService: PaymentService;
  readonly emailService: EmailService;
  readonly notificationService: NotificationService;
  readonly realtime: Broadcaster;
}

const ACTOR = 'workflow';

/**
 * The steps an order goes through by itself. Each commits its change of state, its own settlement and the jobs that follow in one
 * transaction, and tells the customer after the commit. A step that comes too late or twice changes nothing.
 */
export const createOrderWorkflow = (deps: OrderWorkflowDeps) => {
  const { db, orders, paymentService, emailService, notificationService, realtime } = deps;

  const step = async (
    order: Fulfilment,
    name: TransitionName,
    attempt: Attempt,
    effect: (tx: Transaction) => Promise<readonly NewJob[]>,
  ): Promise<Outcome> => {
    await withTransaction(db, async tx => {
      const changed = await orders.transition(tx, order.id, name, ACTOR);
      const next = changed ? await effect(tx) : [];
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

  const paid =
    (order: Fulfilment, charge: Extract<ChargeResult, { kind: 'paid' }>) => async (tx: Transaction) => {
      const { provider, reference } = charge;
      const { totalCents: amountCents, currency } = order;
      await paymentService.record(tx, { orderId: order.id, provider, reference, amountCents, currency });
      await orders.forgetPaymentToken(tx, order.id);
      return [
        newJob(orderShip, { orderId: order.id }, { groupId: order.userId }),
        await emailService.compose(tx, order.userId, {
          template: 'order-confirmation',
          data: orderMail(order),
        }),
      ];
    };

  const declined = (order: Fulfilment) => async (tx: Transaction) => {
    await orders.putBack(tx, order.id);
    await orders.forgetPaymentToken(tx, order.id);
    return [
      await emailService.compose(tx, order.userId, { template: 'payment-failed', data: orderMail(order) }),
    ];
  };

  const refunded = (order: Fulfilment, reference: string) => async (tx: Transaction) => {
    await paymentService.recordRefund(tx, order.id, reference);
    if (!(await orders.hasShipped(tx, order.id))) await orders.putBack(tx, order.id);
    return [
      await emailService.compose(tx, order.userId, { template: 'order-refunded', data: orderMail(order) }),
      await notificationService.notifyUser(tx, order.userId, {
        type: 'order.refunded',
        message: 'Your payment was given back.',
      }),
    ];
  };

  return {
    async validate(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      return step(order, 'validate', attempt, () =>
        Promise.resolve([newJob(orderPay, { orderId }, { groupId: order.userId })]),
      );
    },

    /**
     * The order is `paying` while the provider is asked: it can then no longer be cancelled. The order id is the charge's key,
     * so asking again never charges twice; as long as the answer is unknown the order stays `paying` and keeps its stock.
     */
    async pay(orderId: string, attempt: Attempt): Promise<Outcome> {
      const started = await orders.transition(db, orderId, 'startPaying', ACTOR);
      const order = await orders.read(db, orderId);
      if (started) await realtime.toUser(order.userId, orderUpdated({ orderId, state: order.state }));
      const { paymentToken, totalCents: amountCents, currency } = order;
      if (order.state !== 'paying' || paymentToken === null) return completed({ skipped: order.state });
      const charge = await paymentService.charge(
        { idempotencyKey: orderId, paymentToken, amountCents, currency, attempt: attempt.number },
        attempt.signal,
      );
      return charge.kind === 'paid'
        ? step(order, 'markPaid', attempt, paid(order, charge))
        : step(order, 'failPayment', attempt, declined(order));
    },

    async ship(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      return step(order, 'ship', attempt, async tx => [
        await emailService.compose(tx, order.userId, { template: 'order-shipped', data: orderMail(order) }),
        await notificationService.notifyUser(tx, order.userId, {
          type: 'order.shipped',
          message: 'Your order is on its way.',
        }),
      ]);
    },

    /** Gives back what was paid, once, by the order id. A refusal is for people to settle: the job fails, the order stays `refunding`. */
    async refund(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      if (order.state !== 'refunding') return completed({ skipped: order.state });
      const refund = await paymentService.refund(orderId, attempt.number, attempt.signal);
      return refund.kind === 'refunded'
        ? step(order, 'finishRefund', attempt, refunded(order, refund.reference))
        : discard(`the provider refused the refund: ${refund.reason}`);
    },
  };
};

export type OrderWorkflow = ReturnType<typeof createOrderWorkflow>;

const orderMail = ({ id, totalCents, currency, items }: Fulfilment): OrderMail => ({
  orderId: id,
  totalCents,
  currency,
  items,
});
