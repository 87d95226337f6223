import { orderRepository } from './orders.repository.ts';
import { createOrderWorkflow } from './orders.workflow.ts';

/** For queue functions. */
export const orderWorkflowModule = { orders: () => orderRepository, orderWorkflow: createOrderWorkflow };
