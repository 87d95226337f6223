import * as z from 'zod';
import { defineJob, type QueueName } from '../platform/jobs/job.ts';

const payload = z.strictObject({ orderId: z.guid() });

/**
 * Waits that double from two seconds to an hour make a day of this many attempts. A step that gave up earlier would strand
 * its order; after a day somebody must look, and the failed job says so.
 */
const A_DAY_OF_ATTEMPTS = 35;

/** The order workflow: each step enqueues the next in the transaction of its own effect; nothing waits for a job. */
const defineStep = (name: string, queue: QueueName) =>
  defineJob({ name, queue, payload, attempts: A_DAY_OF_ATTEMPTS });

export const orderValidate = defineStep('order.validate', 'high-priority');
export const orderPay = defineStep('order.pay', 'high-priority');
export const orderShip = defineStep('order.ship', 'low-priority');
/** After somebody asked for it. */
export const orderRefund = defineStep('order.refund', 'high-priority');
