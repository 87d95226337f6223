import { beforeEach, describe, expect, it } from '@jest/globals';
import { paymentIntentRepository } from '../../../../lib/payments/payment-intents.repository.ts';
import { createPaymentGateway } from '../../../../lib/payments/payments.provider.ts';
import type { Refund } from '../../../../lib/payments/payments.schema.ts';
import { createUser } from '../../../support/builders.ts';
import { createOrder } from '../../../support/order-rows.ts';
import { useStripe } from '../../../support/stripe-server.ts';
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

describe('a refund', () => {
  const paid = async (paymentToken: string = paymentMethods.good): Promise<Refund> => {
    const asked = { idempotencyKey: orderId, paymentToken, amountCents: 1500, currency: 'USD', attempt: 1 };
    const charged = await gateway().charge(asked, patient());
    if (charged.kind !== 'paid') throw new Error('not paid');
    const { reference } = charged;
    return { idempotencyKey: orderId, reference, amountCents: 1500, currency: 'USD', attempt: 1 };
  };
  const refund = (wanted: Refund) => gateway().refund(wanted, patient());
  const givenBack = () => stripe.state.refunds.map(({ amount, status }) => [amount, status]);

  it('gives all of it back, by a key of the order, and once', async () => {
    const wanted = await paid();
    const first = await refund(wanted);
    expect(first).toEqual({ kind: 'refunded', reference: stripe.state.refunds[0]?.id });
    expect(stripe.calls.find(({ call }) => call === 'refund')?.key).toBe(`order-${orderId}-refund`);
    stripe.forgetKeys();
    expect(await refund({ ...wanted, attempt: 2 })).toEqual(first);
    expect(givenBack()).toEqual([[1500, 'succeeded']]);
  });

  it('is found by the next attempt when its answer is lost', async () => {
    const wanted = await paid();
    stripe.next('refund', 'hang up after', 'hang up after');
    await expect(refund(wanted)).rejects.toThrow('Stripe');
    expect(await refund(wanted)).toMatchObject({ kind: 'refunded' });
    expect(givenBack()).toEqual([[1500, 'succeeded']]);
  });

  it('is made by another key when Stripe remembers its own failure', async () => {
    const wanted = await paid();
    // The library repeats a failure once, by the same key.
    stripe.next('refund', 'fail before');
    await expect(refund(wanted)).resolves.toMatchObject({ kind: 'refunded' });
    expect(stripe.calls.filter(({ call }) => call === 'refund').at(-1)?.key).toBe(
      `order-${orderId}-refund-1`,
    );
    expect(givenBack()).toEqual([[1500, 'succeeded']]);
  });

  it('is made once the account has the money, though Stripe remembers that it had not', async () => {
    const wanted = await paid();
    stripe.state.hasBalance = false;
    await expect(refund(wanted)).rejects.toThrow('balance_insufficient');
    stripe.state.hasBalance = true;
    expect(await refund({ ...wanted, attempt: 2 })).toMatchObject({ kind: 'refunded' });
    expect(givenBack()).toEqual([[1500, 'succeeded']]);
  });

  it('that others made counts, and so does a part of one', async () => {
    const wanted = await paid();
    stripe.state.refund(wanted.reference, 500, {});
    expect(await gateway().findRefund(wanted, patient())).toBeUndefined();
    expect(await refund(wanted)).toMatchObject({ kind: 'refunded' });
    expect(givenBack()).toEqual([
      [1000, 'succeeded'],
      [500, 'succeeded'],
    ]);
    expect(await gateway().findRefund(wanted, patient())).toMatchObject({ kind: 'refunded' });
  });

  it('that ends later is looked up until it does', async () => {
    const wanted = await paid(paymentMethods.slowRefund);
    expect(await refund(wanted)).toMatchObject({ kind: 'pending' });
    expect(await refund(wanted)).toMatchObject({ kind: 'pending' });
    Object.assign(stripe.state.refunds[0] ?? {}, { status: 'succeeded' });
    expect(await refund(wanted)).toMatchObject({ kind: 'refunded' });
    expect(givenBack()).toHaveLength(1);
  });

  it('that the bank refused is for people to settle: it is not asked for a second time', async () => {
    const wanted = await paid(paymentMethods.slowRefund);
    await refund(wanted);
    Object.assign(stripe.state.refunds[0] ?? {}, {
      status: 'failed',
      failure_reason: 'expired_or_canceled_card',
    });
    const refused = { kind: 'refused', reason: 'expired or canceled card' };
    expect(await refund(wanted)).toEqual(refused);
    expect(await gateway().findRefund(wanted, patient())).toEqual(refused);
    expect(givenBack()).toHaveLength(1);
  });
});
