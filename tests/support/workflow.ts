import * as z from 'zod';
import { createContainer } from '../../lib/app/container.ts';
import { emailsModule } from '../../lib/emails/emails.module.ts';
import { notificationsModule } from '../../lib/notifications/notifications.module.ts';
import { orderPay, orderRefund, orderShip, orderValidate } from '../../lib/orders/orders.jobs.ts';
import { orderPaymentPerformers } from '../../lib/orders/orders.payment.performers.ts';
import { performOrderShip, performOrderValidate } from '../../lib/orders/orders.performers.ts';
import { orderPaymentsModule, orderWorkflowModule } from '../../lib/orders/orders.workflow.module.ts';
import { paymentsModule } from '../../lib/payments/payments.module.ts';
import type { PaymentGateway } from '../../lib/payments/payments.gateway.ts';
import type { Charge, ChargeResult, Refund, RefundResult } from '../../lib/payments/payments.schema.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import type { Clock } from '../../lib/platform/clock/clock.ts';
import type { Log } from '../../lib/platform/log/log.ts';
import { newJob } from '../../lib/platform/jobs/job.ts';
import { ledger } from '../../lib/platform/jobs/ledger.ts';
import { testInvocation, testPlatform, type TestPlatform } from './platform.ts';

export interface RecordedGateway extends PaymentGateway {
  /** Every charge that was asked for, repeats too. */
  readonly asked: Charge[];
  /** What was taken, once for each key, as a real provider does. */
  readonly taken: ReadonlyMap<string, Charge>;
  /** Every refund that was asked for, repeats too. */
  readonly refundsAsked: Refund[];
}

/**
 * A payment provider.
 *
 * @param answer how a charge ends; it may throw, as one that does not answer
 * @param giveBack how a refund ends
 */
export const recordCharges = (
  answer: (charge: Charge) => ChargeResult = ({ idempotencyKey }) => ({
    kind: 'paid',
    provider: 'fake',
    reference: `charge of ${idempotencyKey}`,
  }),
  giveBack: (refund: Refund) => RefundResult = ({ idempotencyKey }) => ({
    kind: 'refunded',
    reference: `refund of ${idempotencyKey}`,
  }),
): RecordedGateway => {
  const asked: Charge[] = [];
  const taken = new Map<string, Charge>();
  const refundsAsked: Refund[] = [];
  const ask = async (charge: Charge): Promise<ChargeResult> => {
    asked.push(charge);
    const result = answer(charge);
    if (result.kind === 'paid') taken.set(charge.idempotencyKey, charge);
    return result;
  };
  return {
    asked,
    taken,
    refundsAsked,
    refund: async refund => {
      refundsAsked.push(refund);
      return giveBack(refund);
    },
    findRefund: async () => undefined,
    charge: ask,
    abandon: ask,
  };
};

export const declining: (charge: Charge) => ChargeResult = () => ({
  kind: 'declined',
  reason: 'card declined',
});

interface WorkflowPlatform extends TestPlatform {
  /** Instead of the one that is configured. */
  readonly gateway?: PaymentGateway;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** What the queue functions of orders have. */
export const workflowOn = ({ gateway, clock, log, ...platform }: WorkflowPlatform) =>
  createContainer(
    testPlatform(platform),
    emailsModule,
    notificationsModule,
    gateway === undefined ? paymentsModule : { ...paymentsModule, paymentGateway: () => gateway },
    orderWorkflowModule,
    orderPaymentsModule,
  ).scope(testInvocation({ ...(clock && { clock }), ...(log && { log }) }));

export const workflowPerformers = [performOrderValidate, performOrderShip, ...orderPaymentPerformers];

const steps = { validate: orderValidate, pay: orderPay, ship: orderShip, refund: orderRefund } as const;
export type Step = keyof typeof steps;

/** Enqueues a step of an order once more, as a repeated or late message would not: by a job of its own. */
export const enqueueStep = async (db: Executor, step: Step, orderId: string): Promise<string> => {
  const job = newJob(steps[step], { orderId });
  await ledger.insert(db, [job]);
  return job.id;
};

const eventRow = z.object({ from: z.string().nullable(), to: z.string() });

/** The states an order has gone through, from its audit trail. */
export const trailOf = async (db: Executor, orderId: string): Promise<readonly string[]> => {
  const rows = await db.query(
    'select from_state as from, to_state as to from order_events where order_id = $1 order by id',
    [orderId],
  );
  return rows.map(row => eventRow.parse(row)).map(({ from, to }) => `${from ?? 'nothing'} -> ${to}`);
};

/** The templates of the mails to a user, in the order of their writing, of those that have a job to send them. */
export const mailsTo = async (db: Executor, userId: string): Promise<readonly unknown[]> => {
  const rows = await db.query(
    `select template from emails
     join job_payloads on payload = jsonb_build_object('emailId', emails.id)
     join jobs on jobs.id = job_id and jobs.name = 'email.send'
     where user_id = $1 order by emails.created_at`,
    [userId],
  );
  return rows.map(({ template }) => template);
};
