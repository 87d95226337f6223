import { describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { erasureRepository } from '../../../../lib/users/erasure.repository.ts';
import { expireLease, makeDue, readJob } from '../../../support/jobs.ts';
import { stockOf } from '../../../support/orders.ts';
import { observe } from '../../../support/statements.ts';
import { inHours, useStripeOrders } from '../../../support/stripe-orders.ts';
import { paymentMethods } from '../../../support/stripe-state.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { mailsTo, trailOf } from '../../../support/workflow.ts';

const database = useDatabase();
const orders = useStripeOrders(database);
const { stripe, place, customer, mug, runAll, told, stateOf, jobOf, onlyIntent, taken, payments } = orders;

describe('an order that is paid at once', () => {
  it('is shipped, charged once, and its events change nothing more', async () => {
    const id = await place(paymentMethods.good);
    await runAll();
    await told('payment_intent.succeeded', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
    expect(taken()).toEqual([[id, 1500]]);
    expect(await payments(id)).toEqual([
      { provider: 'stripe', reference: onlyIntent().id, amount_cents: 1500, refunded: false },
    ]);
    expect(await mailsTo(database.db, customer().userId)).toEqual(['order-confirmation', 'order-shipped']);
  });

  it('is charged once when the worker is killed between the charge and its settlement', async () => {
    const id = await place(paymentMethods.good);
    const { db } = observe(database.db, name => {
      if (taken().length > 0) throw new Error(`this process was killed before ${name}`);
    });
    await expect(runAll(db)).rejects.toThrow('killed');
    expect(await stateOf(id)).toBe('paying');
    await expireLease(database.db, await jobOf('order.pay', id));
    stripe.forgetKeys();
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
    expect(taken()).toEqual([[id, 1500]]);
  });

  it('is settled by its event when the worker is killed, and not a second time by its job', async () => {
    const id = await place(paymentMethods.good);
    const { db } = observe(database.db, () => {
      if (taken().length > 0) throw new Error('this process was killed');
    });
    await expect(runAll(db)).rejects.toThrow('killed');
    await told('payment_intent.succeeded', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
    await expireLease(database.db, await jobOf('order.pay', id));
    await runAll();
    expect((await trailOf(database.db, id)).filter(step => step === 'paying -> paid')).toHaveLength(1);
    expect(await mailsTo(database.db, customer().userId)).toEqual(['order-confirmation', 'order-shipped']);
  });

  it('is settled once when its event is told while the worker is at it', async () => {
    const id = await place(paymentMethods.good);
    let isTold = false;
    stripe.before = async call => {
      if (call !== 'confirm' || isTold) return;
      isTold = true;
      stripe.state.succeed(onlyIntent());
      await told('payment_intent.succeeded', onlyIntent());
      await runAll();
    };
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
    expect(taken()).toEqual([[id, 1500]]);
    expect(await payments(id)).toHaveLength(1);
  });
});

describe('an order that is declined', () => {
  it('gives its stock back, tells why, and cannot be paid any more', async () => {
    const id = await place(paymentMethods.declined);
    await runAll();
    await told('payment_intent.payment_failed', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('payment_failed');
    expect(await stockOf(database.db, mug())).toBe(10);
    expect(await mailsTo(database.db, customer().userId)).toEqual(['payment-failed']);
    expect(onlyIntent().status).toBe('canceled');
    expect(
      await database.value(
        `select detail from order_events where order_id = $1 and to_state = 'payment_failed'`,
        [id],
      ),
    ).toBe('insufficient funds');
  });
});

describe('an order whose payment ends later', () => {
  const waiting = async (token: string) => {
    const id = await place(token);
    await runAll();
    expect(await stateOf(id)).toBe('paying');
    expect(await stockOf(database.db, mug())).toBe(7);
    return { id, pay: await jobOf('order.pay', id) };
  };

  it.each([
    ['succeeded', 'payment_intent.succeeded', 'shipped', 7],
    ['failed', 'payment_intent.payment_failed', 'payment_failed', 10],
  ] as const)(
    'moves on when its event tells that it %s, however often it is told',
    async (end, type, state, stock) => {
      const { id, pay } = await waiting(paymentMethods.slow);
      expect(await readJob(database.db, pay)).toMatchObject({ state: 'retrying', attempt: 0 });
      if (end === 'succeeded') stripe.state.succeed(onlyIntent());
      else stripe.state.fail(onlyIntent());
      for (const eventId of ['evt_1', 'evt_1', 'evt_2']) await told(type, onlyIntent(), `${eventId}_${id}`);
      expect(await database.value(`select count(*) from jobs where name = 'order.reconcile'`)).toBe(2);
      await runAll();
      expect(await stateOf(id)).toBe(state);
      expect(await stockOf(database.db, mug())).toBe(stock);
      await makeDue(database.db, pay);
      await runAll();
      expect((await readJob(database.db, pay)).state).toBe('completed');
      expect(await stateOf(id)).toBe(state);
      expect(await stockOf(database.db, mug())).toBe(stock);
      expect(await mailsTo(database.db, customer().userId)).toHaveLength(state === 'shipped' ? 2 : 1);
    },
  );

  it('is looked up when no event comes, ever less often but each hour', async () => {
    const { id, pay } = await waiting(paymentMethods.slow);
    const waits: number[] = [];
    for (const hours of [0, 0.1, 24 * 6]) {
      await makeDue(database.db, pay);
      await runAll(database.db, inHours(hours));
      const wait = 'select extract(epoch from run_at - now())::float from jobs where id = $1';
      waits.push(Math.round(Number(await database.value(wait, [pay])) / 10) * 10);
    }
    expect(waits).toEqual([30, 360, 3600]);
    stripe.state.succeed(onlyIntent());
    await makeDue(database.db, pay);
    await runAll(database.db, inHours(24 * 7));
    expect(await stateOf(id)).toBe('shipped');
    expect(taken()).toEqual([[id, 1500]]);
  });

  it('is not moved by an event that is ahead of Stripe, or out of order', async () => {
    const { id } = await waiting(paymentMethods.slow);
    await told('payment_intent.succeeded', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('paying');
    stripe.state.succeed(onlyIntent());
    await told('payment_intent.payment_failed', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
  });

  it('asks its customer once, and ends after an hour without an answer', async () => {
    const { id, pay } = await waiting(paymentMethods.secured);
    await makeDue(database.db, pay);
    await runAll();
    const notices = () =>
      database.rows('select type from notifications where user_id = $1', [customer().userId]);
    expect(await notices()).toEqual([{ type: 'order.payment_action' }]);
    await makeDue(database.db, pay);
    await runAll(database.db, inHours(0.9));
    expect(await stateOf(id)).toBe('paying');
    await makeDue(database.db, pay);
    await runAll(database.db, inHours(1.1));
    expect(await stateOf(id)).toBe('payment_failed');
    expect(onlyIntent().status).toBe('canceled');
    expect(await stockOf(database.db, mug())).toBe(10);
    expect(await notices()).toHaveLength(1);
  });

  it.each(['notifications.insert', 'jobs.save_checkpoint', 'commit'])(
    'asks its customer once when the worker is killed at %s',
    async statement => {
      const id = await place(paymentMethods.secured);
      const { db } = observe(database.db, name => {
        const isAsked = [...stripe.state.intents.values()].some(({ status }) => status === 'requires_action');
        if (name === statement && isAsked) throw new Error('this process was killed');
      });
      await runAll(db).catch(() => undefined);
      expect(onlyIntent().status).toBe('requires_action');
      await expireLease(database.db, await jobOf('order.pay', id));
      await makeDue(database.db, await jobOf('order.pay', id));
      await runAll();
      expect(
        await database.rows('select type from notifications where user_id = $1', [customer().userId]),
      ).toEqual([{ type: 'order.payment_action' }]);
    },
  );

  it('is kept when the customer was quicker than the end of the hour', async () => {
    const { id, pay } = await waiting(paymentMethods.secured);
    stripe.before = async call => {
      if (call === 'cancel') stripe.state.succeed(onlyIntent());
    };
    await makeDue(database.db, pay);
    await runAll(database.db, inHours(2));
    expect(await stateOf(id)).toBe('shipped');
    expect(taken()).toEqual([[id, 1500]]);
  });

  it('is paid for a customer who was erased meanwhile, without a mail', async () => {
    const { id } = await waiting(paymentMethods.slow);
    await withTransaction(database.db, async tx => ok(await erasureRepository.erase(tx, customer().userId)));
    stripe.state.succeed(onlyIntent());
    await told('payment_intent.succeeded', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('shipped');
  });

  it('about another amount than its order fails where people see it, and keeps the order as it is', async () => {
    const { id } = await waiting(paymentMethods.slow);
    stripe.state.succeed(onlyIntent());
    Object.assign(onlyIntent(), { amount_received: 1 });
    await told('payment_intent.succeeded', onlyIntent());
    await runAll();
    expect(await stateOf(id)).toBe('paying');
    expect((await readJob(database.db, await jobOf('order.reconcile', id))).state).toBe('failed');
  });
});
