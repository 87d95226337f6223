import { perform } from '../platform/jobs/performer.ts';
import { orderPay, orderRefund, orderShip, orderValidate } from './orders.jobs.ts';
import type { OrderWorkflow } from './orders.workflow.ts';

interface Deps {
  readonly orderWorkflow: OrderWorkflow;
}

export const performOrderValidate = perform(
  orderValidate,
  ({ orderWorkflow }: Deps) =>
    ({ orderId }, attempt) =>
      orderWorkflow.validate(orderId, attempt),
);

export const performOrderPay = perform(
  orderPay,
  ({ orderWorkflow }: Deps) =>
    ({ orderId }, attempt) =>
      orderWorkflow.pay(orderId, attempt),
);

export const performOrderShip = perform(
  orderShip,
  ({ orderWorkflow }: Deps) =>
    ({ orderId }, attempt) =>
      orderWorkflow.ship(orderId, attempt),
);

export const performOrderRefund = perform(
  orderRefund,
  ({ orderWorkflow }: Deps) =>
    ({ orderId }, attempt) =>
      orderWorkflow.refund(orderId, attempt),
);
