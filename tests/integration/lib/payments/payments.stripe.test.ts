import { beforeEach, describe, expect, it } from '@jest/globals';
import { paymentIntentRepository } from '../../../../lib/payments/payment-intents.repository.ts';
import { createPaymentGateway } from '../../../../lib/payments/payments.provider.ts';
import type { Charge } from '../../../../lib/payments/payments.schema.ts';
import { NonRetryableError } from '../../../../lib/platform/jobs/performer.ts';
import { createUser } from '../../../support/builders.ts';
import { createOrder } from '../../../support/order-rows.ts';
import { useStripe, type Fault } from '../../../support/stripe-server.ts';
import { paymentMethods } from '../../../support/stripe-state.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const stripe = useStripe();
let orderId: string;

beforeEach(async () => {
  orderId = await createOrder(database.db, await createUser(database.db), { state: 'paying' });
});

const gateway = () => createPaymentGateway({ db: database.db, paymentIntents: paymentIntentRepository });
const patient = () => AbortSignal.timeout(10_000);
const chargeOf = (fields: Partial<Charge> = {}): Charge => ({
  idempotencyKey: orderId,
  paymentToken: paymentMethods.good,
  amountCents: 1500,
  currency: 'USD',
  attempt: 1,
  ...fields,
});
const charge = (fields?: Partial<Charge>, signal = patient()) => gateway().charge(chargeOf(fields), signal);
const taken = () => stripe.state.taken.map(({ amount, orderId: of }) => [of, amount]);
const calls = () => stripe.calls.map(({ call }) => call);
const onlyIntent = () => {
  const [intent, ...more] = stripe.state.intents.values();
  if (intent === undefined || more.length > 0) throw new Error('there is not one PaymentIntent');
  return intent;
};

describe('a charge', () => {
  it('is made in two calls, by keys of the order, and names what it was paid with', async () => {
    expect(await charge()).toEqual({ kind: 'paid', provider: 'stripe', reference: onlyIntent().id });
    expect(stripe.calls).toEqual([
      { call: 'create', key: `order-${orderId}` },
      { call: 'confirm', key: `order-${orderId}-confirm` },
    ]);
    expect(onlyIntent()).toMatchObject({ amount: 1500, currency: 'usd', metadata: { order_id: orderId } });
  });

  it('is kept with its order before any money moves', async () => {
    const kept: unknown[] = [];
    stripe.before = async call => {
      if (call === 'confirm') kept.push(await paymentIntentRepository.find(database.db, orderId));
    };
    await charge();
    expect(kept).toEqual([onlyIntent().id]);
  });

  it('is made once, asked for again, also when Stripe has forgotten its keys', async () => {
    const first = await charge();
    stripe.forgetKeys();
    expect(await charge({ attempt: 2 })).toEqual(first);
    expect(taken()).toEqual([[orderId, 1500]]);
  });

  it('is made once, however many ask at the same moment', async () => {
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, index) => charge({ attempt: index + 1 })),
    );
    expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(['paid']));
    expect(taken()).toEqual([[orderId, 1500]]);
  });

  it.each([
    ['JPY', 150_000, 1500],
    ['KWD', 1500, 15_000],
  ])('counts %s as Stripe does', async (currency, amountCents, amount) => {
    expect(await charge({ currency, amountCents })).toMatchObject({ kind: 'paid' });
    expect(onlyIntent().amount).toBe(amount);
  });

  it('of another amount than was begun moves nothing, and fails for good', async () => {
    await charge({ paymentToken: paymentMethods.slow });
    stripe.state.succeed(onlyIntent());
    await expect(charge({ amountCents: 1501 })).rejects.toThrow(NonRetryableError);
    Object.assign(onlyIntent(), { amount_received: 1499 });
    await expect(charge()).rejects.toThrow(NonRetryableError);
  });
});

describe('a charge whose answer is lost', () => {
  const twice = (fault: Fault): Fault[] => [fault, fault];

  it.each([
    ['create', twice('hang up before')],
    ['create', twice('hang up after')],
    ['confirm', twice('hang up before')],
    ['confirm', twice('hang up after')],
    ['confirm', ['fail after', 'hang up after', 'hang up after']],
  ] as const)('at the %s (%j) throws, and is made once by the next attempt', async (call, faults) => {
    stripe.next(call, ...faults);
    await expect(charge()).rejects.toThrow('Stripe');
    expect(await charge({ attempt: 2 })).toMatchObject({ kind: 'paid' });
    expect(taken()).toEqual([[orderId, 1500]]);
  });

  it('for once is made by the same attempt', async () => {
    stripe.next('confirm', 'hang up after');
    expect(await charge()).toMatchObject({ kind: 'paid' });
    expect(taken()).toEqual([[orderId, 1500]]);
  });

  it('is given up on when its time is over', async () => {
    stripe.next('confirm', 'say nothing after', 'say nothing after');
    const startedAt = performance.now();
    await expect(charge({}, AbortSignal.timeout(300))).rejects.toThrow('Stripe');
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(await charge({ attempt: 2 })).toMatchObject({ kind: 'paid' });
    expect(taken()).toEqual([[orderId, 1500]]);
  });
});

describe('a failure of Stripe', () => {
  it.each(['create', 'confirm'] as const)('that it remembers at the %s does not last a day', async call => {
    stripe.next(call, 'fail before');
    expect(await charge()).toMatchObject({ kind: 'paid' });
    expect(taken()).toEqual([[orderId, 1500]]);
  });

  it('after it has taken the money is found out about', async () => {
    stripe.next('confirm', 'fail after');
    expect(await charge()).toMatchObject({ kind: 'paid' });
    expect(taken()).toEqual([[orderId, 1500]]);
  });

  it.each([
    ['too many requests', 'StripeRateLimitError'],
    ['wrong key', 'StripeAuthenticationError'],
  ] as const)('%s is asked again about later', async (fault, told) => {
    stripe.next('create', fault);
    const failure = await charge().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(NonRetryableError);
    expect((failure as Error).message).toContain(told);
    expect(await charge({ attempt: 2 })).toMatchObject({ kind: 'paid' });
  });
});

describe('a charge that is declined', () => {
  it('says why, and can no longer be paid', async () => {
    const declined = { kind: 'declined', reason: 'insufficient funds' };
    expect(await charge({ paymentToken: paymentMethods.declined })).toEqual(declined);
    expect(onlyIntent().status).toBe('canceled');
    expect(await charge({ paymentToken: paymentMethods.declined, attempt: 2 })).toEqual(declined);
    expect(await charge({ attempt: 3 })).toEqual(declined);
    expect(taken()).toEqual([]);
  });

  it('stays declined when that answer is lost', async () => {
    stripe.next('confirm', 'hang up after', 'hang up after');
    await expect(charge({ paymentToken: paymentMethods.declined })).rejects.toThrow('Stripe');
    expect(await charge({ paymentToken: paymentMethods.declined, attempt: 2 })).toEqual({
      kind: 'declined',
      reason: 'insufficient funds',
    });
    expect(onlyIntent().status).toBe('canceled');
  });

  it.each([
    ['names nothing that can pay', { paymentToken: 'pm_unknown' }, 'resource missing'],
    ['is too small', { amountCents: 49 }, 'amount too small'],
    ['has no such fraction', { amountCents: 150, currency: 'JPY' }, 'amount has no such fraction'],
  ])('for it %s', async (_what, fields, reason) => {
    expect(await charge(fields)).toEqual({ kind: 'declined', reason });
  });

  it('is paid after all when the customer was quicker than its end', async () => {
    await charge({ paymentToken: paymentMethods.slow });
    stripe.state.fail(onlyIntent());
    stripe.before = async call => {
      if (call === 'cancel') stripe.state.succeed(onlyIntent());
    };
    expect(await charge({ attempt: 2 })).toMatchObject({ kind: 'paid' });
  });
});

describe('a charge that ends later', () => {
  it.each([
    ['bank', paymentMethods.slow],
    ['customer', paymentMethods.secured],
  ])('waits for the %s, and is looked up by whoever asks again', async (waitsFor, paymentToken) => {
    const since = new Date(Math.floor(Date.now() / 1000) * 1000);
    const pending = { kind: 'pending', waitsFor, since: expect.any(Date) };
    const first = await charge({ paymentToken });
    expect(first).toEqual(pending);
    expect((first as { since: Date }).since.getTime()).toBeGreaterThanOrEqual(since.getTime());
    expect(await charge({ paymentToken, attempt: 2 })).toEqual(pending);
    stripe.state.succeed(onlyIntent());
    expect(await charge({ paymentToken, attempt: 3 })).toMatchObject({ kind: 'paid' });
    expect(calls()).toEqual(['create', 'confirm', 'retrieve', 'retrieve']);
  });

  it('can be abandoned while it waits for the customer, and then no longer be paid', async () => {
    const fields = { paymentToken: paymentMethods.secured };
    await charge(fields);
    expect(await gateway().abandon(chargeOf(fields), patient())).toEqual({
      kind: 'declined',
      reason: 'not paid in time',
    });
    expect(onlyIntent().status).toBe('canceled');
  });

  it('is not abandoned once it is paid', async () => {
    const fields = { paymentToken: paymentMethods.secured };
    await charge(fields);
    stripe.state.succeed(onlyIntent());
    expect(await gateway().abandon(chargeOf(fields), patient())).toMatchObject({ kind: 'paid' });
  });
});

describe('what a failure says', () => {
  it('is no token, and no text of Stripe that could quote one', async () => {
    stripe.next('confirm', 'wrong key', 'wrong key');
    const failure = (await charge().catch((error: unknown) => error)) as Error;
    expect(failure.message).toBe('Stripe: StripeAuthenticationError');
    expect(failure.cause).toBeUndefined();
  });
});
