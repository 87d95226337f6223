import { createSampleCarrier } from './orders.carrier.ts';
import { createOrderPayments } from './orders.payment.workflow.ts';
import { orderRepository } from './orders.repository.ts';
import { createOrderWorkflow } from './orders.workflow.ts';

const orders = () => orderRepository;

/** For queue functions whose steps move no money. */
export const orderWorkflowModule = {
  orders,
  carrier: createSampleCarrier,
  orderWorkflow: createOrderWorkflow,
};

/** For the queue function that moves money. */
export const orderPaymentsModule = { orders, orderPayments: createOrderPayments };
