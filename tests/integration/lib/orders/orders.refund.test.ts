import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { createConnection, createProduct, createUser } from '../../../support/builders.ts';
import { drain } from '../../../support/drain.ts';
import { recordPosts, type RecordedTransport } from '../../../support/fakes.ts';
import { expireLease, makeDue, readJob } from '../../../support/jobs.ts';
import { createOrder } from '../../../support/order-rows.ts';
import { stockOf } from '../../../support/orders.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';
import {
  enqueueStep,
  mailsTo,
  recordCharges,
  trailOf,
  workflowOn,
  workflowPerformers,
  type RecordedGateway,
} from '../../../support/workflow.ts';

const database = useDatabase();
let customer: Principal;
let mug: string;
let transport: RecordedTransport;

beforeEach(async () => {
  await database.rows('delete from jobs');
  customer = await createUser(database.db);
  mug = await createProduct(database.db, { stock: 7 });
  transport = recordPosts();
});

/** An order that was paid, or has been shipped, and for which a refund is asked for. */
const refunding = async ({ shipped }: { readonly shipped: boolean }) => {
  const id = await createOrder(database.db, customer, {
    state: shipped ? 'shipped' : 'paid',
    items: [[mug, 3]],
  });
  await database.rows(`update orders set state = 'refunding' where id = $1`, [id]);
  return { id, job: await enqueueStep(database.db, 'refund', id) };
};
const runAll = (gateway: RecordedGateway, db = database.db as Parameters<typeof drain>[0]) =>
  drain(db, workflowPerformers, workflowOn({ db, gateway, transport }));
const stateOf = (id: string) => database.value('select state from orders where id = $1', [id]);
const refundOf = async (id: string) =>
  (
    await database.rows(
      'select refunded_at is not null as refunded, refund_reference from payments where order_id = $1',
      [id],
    )
  )[0];
const notRefunded = { refunded: false, refund_reference: null };

describe('a refund', () => {
  it('gives back what was paid, once, by the id of the order and the name of its charge', async () => {
    const { id } = await refunding({ shipped: false });
    const gateway = recordCharges();
    await runAll(gateway);
    expect(gateway.refundsAsked).toEqual([
      { idempotencyKey: id, reference: `charge of ${id}`, amountCents: 1500, currency: 'USD', attempt: 1 },
    ]);
    expect(await stateOf(id)).toBe('refunded');
    expect(await refundOf(id)).toEqual({ refunded: true, refund_reference: `refund of ${id}` });
  });

  it('has the customer told by mail, by a notification and live', async () => {
    const device = await createConnection(database.db, customer);
    const { id: orderId } = await refunding({ shipped: true });
    await runAll(recordCharges());
    expect(await mailsTo(database.db, customer.userId)).toEqual(['order-refunded']);
    expect(
      await database.rows('select type from notifications where user_id = $1', [customer.userId]),
    ).toEqual([{ type: 'order.refunded' }]);
    expect(transport.to(device).map(({ event, data }) => [event, data])).toEqual([
      ['order.updated', { orderId, state: 'refunded' }],
    ]);
  });

  it.each([
    ['puts back the stock of what was not shipped', false, 10],
    ['leaves the stock of what was shipped', true, 7],
  ])('%s', async (_what, shipped, stock) => {
    await refunding({ shipped });
    await runAll(recordCharges());
    expect(await stockOf(database.db, mug)).toBe(stock);
  });

  it('happens once, however many jobs ask for it at the same moment', async () => {
    const { id } = await refunding({ shipped: false });
    for (let more = 0; more < 4; more += 1) await enqueueStep(database.db, 'refund', id);
    await runAll(recordCharges());
    expect(await stockOf(database.db, mug)).toBe(10);
    expect(await mailsTo(database.db, customer.userId)).toEqual(['order-refunded']);
    expect(await trailOf(database.db, id)).toContain('refunding -> refunded');
  });

  it('keeps a parcel that has not left from leaving', async () => {
    const { id } = await refunding({ shipped: false });
    const ship = await enqueueStep(database.db, 'ship', id);
    await runAll(recordCharges());
    expect((await readJob(database.db, ship)).state).toBe('completed');
    expect(await stateOf(id)).toBe('refunded');
    expect(await trailOf(database.db, id)).not.toContain('paid -> shipped');
    expect(await mailsTo(database.db, customer.userId)).toEqual(['order-refunded']);
  });

  it('is asked for again, by the same key, until the provider says how it ended', async () => {
    const { id, job } = await refunding({ shipped: false });
    let isUp = false;
    const gateway = recordCharges(undefined, ({ idempotencyKey: reference }) => {
      if (!isUp) throw new Error('the payment provider does not answer');
      return { kind: 'refunded', reference };
    });
    await runAll(gateway);
    expect(await readJob(database.db, job)).toMatchObject({ state: 'retrying', attempt: 1 });
    expect(await stateOf(id)).toBe('refunding');
    expect(await stockOf(database.db, mug)).toBe(7);
    isUp = true;
    await makeDue(database.db, job);
    await runAll(gateway);
    expect(await stateOf(id)).toBe('refunded');
    expect(gateway.refundsAsked.map(({ idempotencyKey, attempt }) => [idempotencyKey, attempt])).toEqual([
      [id, 1],
      [id, 2],
    ]);
  });

  it('is recorded once also when the worker dies between the refund and the commit', async () => {
    const { id, job } = await refunding({ shipped: false });
    const gateway = recordCharges();
    const { db } = observe(database.db, name => {
      if (name === 'begin' || name.startsWith('jobs.settle')) throw new Error('this process was killed');
    });
    await expect(runAll(gateway, db)).rejects.toThrow('killed');
    expect(await stateOf(id)).toBe('refunding');
    await expireLease(database.db, job);
    await runAll(gateway);
    expect(await stateOf(id)).toBe('refunded');
    expect(await stockOf(database.db, mug)).toBe(10);
    expect(new Set(gateway.refundsAsked.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  });

  it('that the provider refuses fails where people see it, and changes nothing', async () => {
    const { id, job } = await refunding({ shipped: false });
    await runAll(recordCharges(undefined, () => ({ kind: 'refused', reason: 'the card no longer exists' })));
    expect(await readJob(database.db, job)).toMatchObject({ state: 'failed' });
    expect(await database.value('select reason from job_attempts where job_id = $1', [job])).toContain(
      'the card no longer exists',
    );
    expect(await stateOf(id)).toBe('refunding');
    expect(await refundOf(id)).toEqual(notRefunded);
    expect(await stockOf(database.db, mug)).toBe(7);
    expect(await mailsTo(database.db, customer.userId)).toEqual([]);
  });

  it('that comes too late or too early changes nothing', async () => {
    const gateway = recordCharges();
    for (const state of ['paid', 'refunded', 'cancelled'] as const) {
      const id = await createOrder(database.db, customer, { state, items: [[mug, 3]] });
      const job = await enqueueStep(database.db, 'refund', id);
      await runAll(gateway);
      expect((await readJob(database.db, job)).state).toBe('completed');
      expect(await stateOf(id)).toBe(state);
    }
    expect(gateway.refundsAsked).toEqual([]);
    expect(await stockOf(database.db, mug)).toBe(7);
  });
});
