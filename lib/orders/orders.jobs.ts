import * as z from 'zod';
import { defineJob, type QueueName } from '../platform/jobs/job.ts';

const payload = z.strictObject({ orderId: z.guid() });

/**
 * Waits that double from two seconds to an hour make 18 to 23 hours of this many attempts: less than the day for which
 * payment providers commonly remember a key. A step that gave up earlier would strand its order; after that somebody must
 * look, and the failed job says so.
 */
const ATTEMPTS_WITHIN_A_DAY = 29;

/** The order workflow: each step enqueues the next in the transaction of its own effect; nothing waits for a job. */
const defineStep = (name: string, queue: QueueName) =>
  defineJob({ name, queue, payload, attempts: ATTEMPTS_WITHIN_A_DAY });

export const orderValidate = defineStep('order.validate', 'high-priority');
export const orderPay = defineStep('order.pay', 'high-priority');
export const orderShip = defineStep('order.ship', 'low-priority');
/** After somebody asked for it, or has begun it at the payment provider: then it is only waited for, and never made. */
export const orderRefund = defineJob({
  name: 'order.refund',
  queue: 'high-priority',
  payload: payload.extend({ takenOver: z.literal(true).optional() }),
  attempts: ATTEMPTS_WITHIN_A_DAY,
});
/** After the payment provider has told of something: finds out what, and moves the order on if it can. */
export const orderReconcile = defineJob({
  name: 'order.reconcile',
  queue: 'high-priority',
  payload: payload.extend({ about: z.enum(['charge', 'refund']) }),
  attempts: ATTEMPTS_WITHIN_A_DAY,
});
