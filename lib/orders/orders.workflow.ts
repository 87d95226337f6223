import type { EmailService } from '../emails/emails.service.ts';
import type { NotificationService } from '../notifications/notifications.service.ts';
import { newJob } from '../platform/jobs/job.ts';
import { completed, type Outcome } from '../platform/jobs/outcome.ts';
import type { Attempt } from '../platform/jobs/performer.ts';
import type { Carrier } from './orders.carrier.ts';
import { orderPay, orderRefund } from './orders.jobs.ts';
import { createStep, orderMail, type StepDeps } from './orders.steps.ts';

export interface OrderWorkflowDeps extends StepDeps {
  readonly carrier: Carrier;
  readonly emailService: EmailService;
  readonly notificationService: NotificationService;
}

/** The steps of an order that move no money; those that do are in orders.payment.workflow.ts. */
export const createOrderWorkflow = (deps: OrderWorkflowDeps) => {
  const { db, orders, carrier, emailService, notificationService } = deps;
  const step = createStep(deps);

  return {
    async validate(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      return step(order, ['validate'], attempt, () =>
        Promise.resolve([newJob(orderPay, { orderId }, { groupId: order.userId })]),
      );
    },

    /** An order that no carrier takes is given back: its refund follows as after one that staff asked for. */
    async ship(orderId: string, attempt: Attempt): Promise<Outcome> {
      const order = await orders.read(db, orderId);
      if (order.state !== 'paid') return completed({ skipped: order.state });
      const shipment = await carrier.ship(order, attempt.signal);
      if (shipment.kind === 'impossible')
        return step(order, ['startRefund', shipment.reason], attempt, () =>
          Promise.resolve([newJob(orderRefund, { orderId }, { groupId: order.userId })]),
        );
      return step(order, ['ship'], attempt, async tx => [
        await emailService.compose(tx, order.userId, { template: 'order-shipped', data: orderMail(order) }),
        await notificationService.notifyUser(tx, order.userId, {
          type: 'order.shipped',
          message: 'Your order is on its way.',
        }),
      ]);
    },
  };
};

export type OrderWorkflow = ReturnType<typeof createOrderWorkflow>;
