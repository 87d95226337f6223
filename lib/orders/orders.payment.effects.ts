import type { EmailService } from '../emails/emails.service.ts';
import type { NotificationService } from '../notifications/notifications.service.ts';
import type { ChargeResult } from '../payments/payments.schema.ts';
import type { PaymentService } from '../payments/payments.service.ts';
import type { Transaction } from '../platform/db/transaction.ts';
import { newJob, type NewJob } from '../platform/jobs/job.ts';
import { orderRefund, orderShip } from './orders.jobs.ts';
import type { Fulfilment, OrderRepository } from './orders.repository.ts';
import { orderMail } from './orders.steps.ts';

interface EffectDeps {
  readonly orders: OrderRepository;
  readonly paymentService: PaymentService;
  readonly emailService: EmailService;
  readonly notificationService: NotificationService;
}

type Paid = Extract<ChargeResult, { kind: 'paid' }>;
type Effect = (tx: Transaction) => Promise<readonly NewJob[]>;

/** What the end of a payment or a refund does, beside changing the order's state. Each returns the jobs that follow. */
export const createPaymentEffects = (deps: EffectDeps) => {
  const { orders, paymentService, emailService, notificationService } = deps;
  const refundIsWaitedFor = ({ id: orderId, userId }: Fulfilment): readonly NewJob[] => [
    newJob(orderRefund, { orderId, takenOver: true }, { groupId: userId }),
  ];
  const record = async (tx: Transaction, order: Fulfilment, { provider, reference }: Paid): Promise<void> => {
    const { id: orderId, totalCents: amountCents, currency } = order;
    await paymentService.record(tx, { orderId, provider, reference, amountCents, currency });
    await orders.forgetPaymentToken(tx, orderId);
  };
  return {
    refundIsWaitedFor,

    paid:
      (order: Fulfilment, charge: Paid): Effect =>
      async tx => {
        await record(tx, order, charge);
        const { id: orderId, userId } = order;
        return [
          newJob(orderShip, { orderId }, { groupId: userId }),
          await emailService.compose(tx, userId, { template: 'order-confirmation', data: orderMail(order) }),
        ];
      },

    /** Nothing is sent for it; the refund is found by its job, which also tells the customer. */
    givenBack:
      (order: Fulfilment, charge: Paid): Effect =>
      async tx => {
        await record(tx, order, charge);
        return refundIsWaitedFor(order);
      },

    declined:
      (order: Fulfilment): Effect =>
      async tx => {
        await orders.putBack(tx, order.id);
        await orders.forgetPaymentToken(tx, order.id);
        return [
          await emailService.compose(tx, order.userId, {
            template: 'payment-failed',
            data: orderMail(order),
          }),
        ];
      },

    refunded:
      (order: Fulfilment, reference: string): Effect =>
      async tx => {
        await paymentService.recordRefund(tx, order.id, reference);
        if (!(await orders.hasShipped(tx, order.id))) await orders.putBack(tx, order.id);
        return [
          await emailService.compose(tx, order.userId, {
            template: 'order-refunded',
            data: orderMail(order),
          }),
          await notificationService.notifyUser(tx, order.userId, {
            type: 'order.refunded',
            message: 'Your payment was given back.',
          }),
        ];
      },
  };
};
