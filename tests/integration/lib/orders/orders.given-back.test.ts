import { describe, expect, it } from '@jest/globals';
import { makeDue, readJob } from '../../../support/jobs.ts';
import { stockOf } from '../../../support/orders.ts';
import { useStripeOrders } from '../../../support/stripe-orders.ts';
import { paymentMethods } from '../../../support/stripe-state.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { mailsTo, trailOf } from '../../../support/workflow.ts';

const database = useDatabase();
const orders = useStripeOrders(database);
const { stripe, place, customer, mug, runAll, told, stateOf, jobOf, onlyIntent, payments } = orders;

describe('an order whose money is given back at Stripe before it knows that it was paid', () => {
  const paidThere = async () => {
    const id = await place(paymentMethods.slow);
    await runAll();
    expect(await stateOf(id)).toBe('paying');
    stripe.state.succeed(onlyIntent());
    return { id, charge: { id: 'ch_1', payment_intent: onlyIntent().id } };
  };
  const expectRefunded = async (id: string) => {
    expect(await stateOf(id)).toBe('refunded');
    expect((await trailOf(database.db, id)).slice(-2)).toEqual([
      'paying -> refunding',
      'refunding -> refunded',
    ]);
    expect(await database.rows(`select from jobs where name = 'order.ship'`)).toEqual([]);
    expect(await stockOf(database.db, mug())).toBe(10);
    expect(await payments(id)).toMatchObject([{ refunded: true }]);
    expect(stripe.state.refunds).toHaveLength(1);
    expect(await mailsTo(database.db, customer().userId)).toEqual(['order-refunded']);
  };

  it.each([
    ['the refund alone', ['charge.refunded']],
    ['the refund first', ['charge.refunded', 'payment_intent.succeeded']],
    ['the payment first', ['payment_intent.succeeded', 'charge.refunded']],
  ])('is refunded and never shipped when %s is told of', async (_what, types) => {
    const { id, charge } = await paidThere();
    stripe.state.refund(onlyIntent().id, undefined, {});
    for (const type of types) await told(type, type.startsWith('payment_intent') ? onlyIntent() : charge);
    await runAll();
    await expectRefunded(id);
  });

  it('is refunded and never shipped when no event comes', async () => {
    const { id } = await paidThere();
    stripe.state.refund(onlyIntent().id, undefined, {});
    await makeDue(database.db, await jobOf('order.pay', id));
    await runAll();
    await expectRefunded(id);
  });

  it('is shipped when only a part was given back', async () => {
    const { id, charge } = await paidThere();
    stripe.state.refund(onlyIntent().id, 500, {});
    await told('charge.refunded', charge);
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
  });

  it('is looked at again when another worker settled it before the refund and after its event', async () => {
    const { id, charge } = await paidThere();
    const pay = await jobOf('order.pay', id);
    let looks = 0;
    stripe.before = async call => {
      if (call !== 'retrieve' || ++looks !== 1) return;
      // While this worker asks, another settles the payment, having looked before the refund.
      stripe.before = undefined;
      const { refunds } = stripe.state;
      const made = refunds.splice(0);
      await makeDue(database.db, pay);
      await runAll();
      refunds.push(...made);
    };
    stripe.state.refund(onlyIntent().id, undefined, {});
    await told('charge.refunded', charge);
    await runAll();
    expect((await readJob(database.db, pay)).state).toBe('completed');
    expect(await stateOf(id)).toBe('refunded');
    expect(stripe.state.refunds).toHaveLength(1);
  });
});
