import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { orderPay, orderRefund } from '../../../../lib/orders/orders.jobs.ts';
import { backoffSeconds } from '../../../../lib/platform/jobs/backoff.ts';
import { createPaymentService } from '../../../../lib/payments/payments.service.ts';
import { createSandboxGateway, sandboxTokens } from '../../../../lib/payments/payments.sandbox.ts';
import { paymentRepository } from '../../../../lib/payments/payments.repository.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { createProduct, createUser } from '../../../support/builders.ts';
import { drain } from '../../../support/drain.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { makeDue, readJob } from '../../../support/jobs.ts';
import { createOrder } from '../../../support/order-rows.ts';
import { stockOf } from '../../../support/orders.ts';
import { useDatabase } from '../../../support/use-database.ts';
import {
  enqueueStep,
  recordCharges,
  workflowOn,
  workflowPerformers,
  type RecordedGateway,
} from '../../../support/workflow.ts';

const database = useDatabase();
const HOURS = 3600;
let customer: Principal;
let mug: string;

beforeEach(async () => {
  await database.rows('delete from jobs');
  customer = await createUser(database.db);
  mug = await createProduct(database.db, { stock: 7 });
});

const silent = () => {
  throw new Error('the payment provider does not answer');
};
const run = (gateway: RecordedGateway) =>
  drain(database.db, workflowPerformers, workflowOn({ db: database.db, gateway }));
const orderRow = async (id: string) =>
  (await database.rows('select state, payment_token from orders where id = $1', [id]))[0];

/** The least and the most seconds from the first attempt to the last. */
const spanOf = ({ attempts, backoffSeconds: first }: typeof orderPay): readonly [number, number] => {
  const waits = (random: number) =>
    Array.from({ length: attempts - 1 }, (_, index) => backoffSeconds(first, index + 1, random));
  const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
  return [sum(waits(0)), sum(waits(1))];
};

describe('a payment whose end is unknown', () => {
  it.each([orderPay, orderRefund])('is asked for over most of a day, and not beyond: $name', job => {
    const [least, most] = spanOf(job);
    expect(least).toBeGreaterThan(18 * HOURS);
    // Providers commonly remember a key for a day.
    expect(most).toBeLessThan(23 * HOURS);
  });

  it('keeps its order paying, with stock and token, and in the end fails where people see it', async () => {
    const id = await createOrder(database.db, customer, { state: 'validated', items: [[mug, 3]] });
    const job = await enqueueStep(database.db, 'pay', id);
    const gateway = recordCharges(silent);
    await run(gateway);
    while ((await readJob(database.db, job)).state === 'retrying') {
      expect(await orderRow(id)).toEqual({ state: 'paying', payment_token: 'tok_success' });
      await makeDue(database.db, job);
      await run(gateway);
    }
    expect(await readJob(database.db, job)).toMatchObject({ state: 'failed', attempt: orderPay.attempts });
    expect(await orderRow(id)).toEqual({ state: 'paying', payment_token: 'tok_success' });
    expect(await stockOf(database.db, mug)).toBe(7);
    expect(gateway.asked.map(({ attempt }) => attempt)).toEqual(
      Array.from({ length: orderPay.attempts }, (_, index) => index + 1),
    );
    expect(new Set(gateway.asked.map(({ idempotencyKey }) => idempotencyKey))).toEqual(new Set([id]));
  });

  it.each([
    ['paid', 'shipped', 7, recordCharges()],
    ['declined', 'payment_failed', 10, recordCharges(() => ({ kind: 'declined', reason: 'card declined' }))],
  ])('can be asked for again by hand, and is then %s as any other', async (_what, state, stock, gateway) => {
    const id = await createOrder(database.db, customer, { state: 'paying', items: [[mug, 3]] });
    await enqueueStep(database.db, 'pay', id);
    await run(gateway);
    expect(await orderRow(id)).toEqual({ state, payment_token: null });
    expect(await stockOf(database.db, mug)).toBe(stock);
  });
});

describe('a payment provider that does not answer', () => {
  const charge = {
    idempotencyKey: 'key',
    paymentToken: sandboxTokens.timeout,
    amountCents: 1,
    currency: 'USD',
    attempt: 1,
  };
  const service = () => {
    setEnvironment({ STAGE: 'local' });
    return createPaymentService({
      db: database.db,
      payments: paymentRepository,
      paymentGateway: createSandboxGateway(),
    });
  };

  it('is given up on when the job is', async () => {
    const job = new AbortController();
    const waiting = service().charge(charge, job.signal);
    job.abort();
    await expect(waiting).rejects.toThrow('too long');
  });

  it('is given up on well before the job is', async () => {
    const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    await expect(service().charge(charge, new AbortController().signal)).rejects.toThrow('too long');
    expect(timeout.mock.calls[0]?.[0]).toBeLessThan(orderPay.timeoutSeconds * 1000);
    timeout.mockRestore();
  });
});
