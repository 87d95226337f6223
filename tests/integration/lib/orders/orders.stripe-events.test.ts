import { describe, expect, it } from '@jest/globals';
import { createProduct } from '../../../support/builders.ts';
import { makeDue, readJob } from '../../../support/jobs.ts';
import { stockOf } from '../../../support/orders.ts';
import { observe } from '../../../support/statements.ts';
import { useStripeOrders } from '../../../support/stripe-orders.ts';
import { paymentMethods } from '../../../support/stripe-state.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { enqueueStep, mailsTo, trailOf } from '../../../support/workflow.ts';

const database = useDatabase();
const orders = useStripeOrders(database);
const { stripe, place, placeLines, customer, runAll, tell, told, stateOf, jobOf, onlyIntent, payments } =
  orders;

describe('an event', () => {
  it('is told again when what follows from it could not be committed', async () => {
    const id = await place(paymentMethods.slow);
    await runAll();
    stripe.state.succeed(onlyIntent());
    const { db } = observe(database.db, name => {
      if (name === 'jobs.insert' || name === 'commit') throw new Error('the database is gone');
    });
    await expect(tell('payment_intent.succeeded', onlyIntent(), `evt_${id}`, db)).rejects.toThrow('gone');
    await told('payment_intent.succeeded', onlyIntent(), `evt_${id}`);
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
  });

  it.each([
    ['of a type that is not heeded', 'customer.created', { id: 'cus_1' }],
    ['named like a field of every object', 'constructor', { id: 'pi_1' }],
    ['about a payment of somebody else', 'payment_intent.succeeded', { id: 'pi_of_another_shop' }],
    ['about a charge that has no PaymentIntent', 'charge.refunded', { id: 'ch_1', payment_intent: null }],
  ])('%s is taken, and changes nothing', async (_what, type, object) => {
    await told(type, object);
    expect(await database.rows('select from jobs')).toEqual([]);
  });
});

describe('a refund', () => {
  const shipped = async (token: string = paymentMethods.good) => {
    const id = await place(token);
    await runAll();
    return id;
  };
  const askForRefund = async (id: string) => {
    await database.rows(`update orders set state = 'refunding' where id = $1`, [id]);
    return enqueueStep(database.db, 'refund', id);
  };

  it('that ends later ends with its event', async () => {
    const id = await shipped(paymentMethods.slowRefund);
    const job = await askForRefund(id);
    await runAll();
    expect(await stateOf(id)).toBe('refunding');
    expect((await readJob(database.db, job)).state).toBe('retrying');
    const [refund] = stripe.state.refunds;
    Object.assign(refund ?? {}, { status: 'succeeded' });
    await told('refund.updated', refund);
    await runAll();
    expect(await stateOf(id)).toBe('refunded');
    expect(await payments(id)).toMatchObject([{ refunded: true }]);
    expect(await mailsTo(database.db, customer().userId)).toContain('order-refunded');
  });

  it('that the bank refuses later fails where people see it', async () => {
    const id = await shipped(paymentMethods.slowRefund);
    const job = await askForRefund(id);
    await runAll();
    const [refund] = stripe.state.refunds;
    Object.assign(refund ?? {}, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
    await told('refund.failed', refund);
    await runAll();
    expect((await readJob(database.db, await jobOf('order.reconcile', id))).state).toBe('failed');
    await makeDue(database.db, job);
    await runAll();
    expect((await readJob(database.db, job)).state).toBe('failed');
    expect(await stateOf(id)).toBe('refunding');
    expect(stripe.state.refunds).toHaveLength(1);
  });

  it('that somebody makes at Stripe is taken over, once it is all of it', async () => {
    const id = await shipped();
    const charge = { id: 'ch_1', payment_intent: onlyIntent().id };
    stripe.state.refund(onlyIntent().id, 500, {});
    await told('charge.refunded', charge);
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
    stripe.state.refund(onlyIntent().id, 1000, {});
    await told('charge.refunded', charge);
    await runAll();
    expect(await stateOf(id)).toBe('refunded');
    expect(stripe.state.refunds).toHaveLength(2);
    expect(await trailOf(database.db, id)).toEqual(
      expect.arrayContaining(['shipped -> refunding', 'refunding -> refunded']),
    );
  });

  it.each([
    ['the refund itself', 'charge.refunded', paymentMethods.good],
    ['a refund that is under way', 'refund.created', paymentMethods.slowRefund],
  ])('that somebody makes at Stripe stops the parcel when %s is told of', async (_what, type, token) => {
    const id = await place(token);
    let isTold = false;
    const { db } = observe(database.db, async name => {
      if (name !== 'jobs.claim' || isTold || (await stateOf(id)) !== 'paid') return;
      isTold = true;
      stripe.state.refund(onlyIntent().id, undefined, {});
      await told(type, { id: 're_1', payment_intent: onlyIntent().id });
      const ship = await jobOf('order.ship', id);
      await database.rows(`update jobs set run_at = now() + interval '1 hour' where id = $1`, [ship]);
    });
    await runAll(db);
    await makeDue(database.db, await jobOf('order.ship', id));
    await runAll();
    expect(isTold).toBe(true);
    expect(await stateOf(id)).toBe(token === paymentMethods.good ? 'refunded' : 'refunding');
    expect(await trailOf(database.db, id)).not.toContain('paid -> shipped');
    expect(stripe.state.refunds).toHaveLength(1);
  });

  it.each([['canceled'], ['failed']] as const)(
    'that somebody begins at Stripe and that is %s there is never made by us',
    async status => {
      const id = await shipped(paymentMethods.slowRefund);
      stripe.state.refund(onlyIntent().id, undefined, {});
      const [refund] = stripe.state.refunds;
      await told('refund.created', refund);
      await runAll();
      expect(await stateOf(id)).toBe('refunding');

      Object.assign(refund ?? {}, { status });
      await told('refund.updated', refund);
      const job = await jobOf('order.refund', id);
      await makeDue(database.db, job);
      await runAll();
      expect((await readJob(database.db, job)).state).toBe('failed');
      expect(await stateOf(id)).toBe('refunding');
      expect(stripe.state.refunds).toHaveLength(1);
      expect(stripe.calls.map(({ call }) => call)).not.toContain('refund');
    },
  );

  it('follows when no carrier takes the order', async () => {
    const product = await createProduct(database.db, { stock: 1001, priceCents: 1 });
    const id = await placeLines(
      [
        [product, 1000],
        [product, 1],
      ],
      paymentMethods.good,
    );
    await runAll();
    expect(await stateOf(id)).toBe('refunded');
    expect(await stockOf(database.db, product)).toBe(1001);
    expect(stripe.state.refunds.map(({ amount }) => amount)).toEqual([1001]);
    expect(await mailsTo(database.db, customer().userId)).toEqual(['order-confirmation', 'order-refunded']);
  });
});
