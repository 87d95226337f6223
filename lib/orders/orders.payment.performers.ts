import { perform } from '../platform/jobs/performer.ts';
import { orderPay, orderReconcile, orderRefund } from './orders.jobs.ts';
import type { OrderPayments } from './orders.payment.workflow.ts';

interface Deps {
  readonly orderPayments: OrderPayments;
}

/** Of the jobs that move money, or ask what became of it. */
export const orderPaymentPerformers = [
  perform(
    orderPay,
    ({ orderPayments }: Deps) =>
      ({ orderId }, attempt) =>
        orderPayments.pay(orderId, attempt),
  ),
  perform(
    orderRefund,
    ({ orderPayments }: Deps) =>
      ({ orderId, takenOver = false }, attempt) =>
        orderPayments.refund(orderId, takenOver, attempt),
  ),
  perform(
    orderReconcile,
    ({ orderPayments }: Deps) =>
      ({ orderId, about }, attempt) =>
        about === 'charge'
          ? orderPayments.reconcileCharge(orderId, attempt)
          : orderPayments.reconcileRefund(orderId, attempt),
  ),
] as const;
