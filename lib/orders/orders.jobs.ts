import * as z from 'zod';
import { defineJob } from '../platform/jobs/job.ts';

const payload = z.strictObject({ orderId: z.guid() });

/** The order workflow: each step enqueues the next in the transaction of its own effect; nothing waits for a job. */
export const orderValidate = defineJob({ name: 'order.validate', queue: 'high-priority', payload });
export const orderPay = defineJob({ name: 'order.pay', queue: 'high-priority', payload, attempts: 5 });
export const orderShip = defineJob({ name: 'order.ship', queue: 'low-priority', payload });
