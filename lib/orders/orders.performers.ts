import { perform } from '../platform/jobs/performer.ts';
import { orderShip, orderValidate } from './orders.jobs.ts';
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

export const performOrderShip = perform(
  orderShip,
  ({ orderWorkflow }: Deps) =>
    ({ orderId }, attempt) =>
      orderWorkflow.ship(orderId, attempt),
);
