import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { createConnection, createProduct, createUser } from '../../../support/builders.ts';
import { drain } from '../../../support/drain.ts';
import { recordPosts, type RecordedTransport } from '../../../support/fakes.ts';
import { expireLease, makeDue, readJob } from '../../../support/jobs.ts';
import { orderServiceOn, placementOf, stockOf } from '../../../support/orders.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';
import {
  declining,
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
  mug = await createProduct(database.db, { stock: 10, priceCents: 1450 });
  transport = recordPosts();
});

const place = async () => {
  const placed = await orderServiceOn({ db: database.db }).place(
    customer,
    placementOf([[mug, 3]]),
    undefined,
  );
  return placed._unsafeUnwrap().id;
};
const runAll = (gateway: RecordedGateway, db = database.db as Parameters<typeof drain>[0]) =>
  drain(db, workflowPerformers, workflowOn({ db, gateway, transport }));
const stateOf = (id: string) => database.value('select state from orders where id = $1', [id]);
const heard = (connection: string) => transport.to(connection).map(({ event, data }) => [event, data]);
const jobOf = (name: string, orderId: string) =>
  database
    .value('select id from jobs join job_payloads on job_id = id where name = $1 and payload = $2', [
      name,
      JSON.stringify({ orderId }),
    ])
    .then(String);

describe('an order that is paid', () => {
  it('goes from placed to shipped, each change with its audit event', async () => {
    const id = await place();
    await runAll(recordCharges());
    expect(await stateOf(id)).toBe('shipped');
    expect(await trailOf(database.db, id)).toEqual([
      'nothing -> pending',
      'pending -> validated',
      'validated -> paying',
      'paying -> paid',
      'paid -> shipped',
    ]);
  });

  it('is charged its total once, by its own id, with the token of the customer, which is then forgotten', async () => {
    const id = await place();
    const gateway = recordCharges();
    await runAll(gateway);
    expect(gateway.asked).toEqual([
      { idempotencyKey: id, paymentToken: 'tok_success', amountCents: 4350, currency: 'USD', attempt: 1 },
    ]);
    expect(
      await database.rows(
        'select provider, reference, amount_cents, currency from payments where order_id = $1',
        [id],
      ),
    ).toEqual([{ provider: 'fake', reference: `charge of ${id}`, amount_cents: 4350, currency: 'USD' }]);
    expect(await database.value('select payment_token from orders where id = $1', [id])).toBeNull();
  });

  it('keeps its stock', async () => {
    await place();
    await runAll(recordCharges());
    expect(await stockOf(database.db, mug)).toBe(7);
  });

  it('has its customer told by mail and by a notification', async () => {
    await place();
    await runAll(recordCharges());
    expect(await mailsTo(database.db, customer.userId)).toEqual(['order-confirmation', 'order-shipped']);
    expect(
      await database.rows('select type from notifications where user_id = $1', [customer.userId]),
    ).toEqual([{ type: 'order.shipped' }]);
  });

  it('shows each change on every device of its customer, in order, and on nobody else’s', async () => {
    const devices = [
      await createConnection(database.db, customer),
      await createConnection(database.db, customer),
    ];
    const stranger = await createConnection(database.db, await createUser(database.db));
    const orderId = await place();
    await runAll(recordCharges());
    const changes = ['validated', 'paying', 'paid', 'shipped'].map(state => [
      'order.updated',
      { orderId, state },
    ]);
    for (const device of devices) expect(heard(device)).toEqual(changes);
    expect(heard(stranger)).toEqual([]);
  });
});

describe('an order whose payment is declined', () => {
  it('ends, gives its stock back and has its customer told', async () => {
    const device = await createConnection(database.db, customer);
    const orderId = await place();
    expect(await stockOf(database.db, mug)).toBe(7);
    await runAll(recordCharges(declining));
    expect(await stateOf(orderId)).toBe('payment_failed');
    expect(await stockOf(database.db, mug)).toBe(10);
    expect(await mailsTo(database.db, customer.userId)).toEqual(['payment-failed']);
    expect(heard(device).at(-1)).toEqual(['order.updated', { orderId, state: 'payment_failed' }]);
    expect(await database.rows('select from payments where order_id = $1', [orderId])).toEqual([]);
    expect(await database.value('select payment_token from orders where id = $1', [orderId])).toBeNull();
    expect(await database.rows(`select from jobs where name = 'order.ship'`)).toEqual([]);
  });

  it('gives its stock back once, however many ask at the same moment', async () => {
    const orderId = await place();
    const gateway = recordCharges(declining);
    const jobs = await Promise.all(Array.from({ length: 5 }, () => enqueueStep(database.db, 'pay', orderId)));
    await database.rows(`update orders set state = 'paying' where id = $1`, [orderId]);
    await runAll(gateway);
    expect(jobs).toHaveLength(5);
    expect(await stockOf(database.db, mug)).toBe(10);
    expect(await mailsTo(database.db, customer.userId)).toEqual(['payment-failed']);
  });
});

describe('an order whose payment provider does not answer', () => {
  it('waits while the payment is tried again, and is then paid once', async () => {
    const orderId = await place();
    let isUp = false;
    const gateway = recordCharges(({ idempotencyKey: reference }) => {
      if (!isUp) throw new Error('the payment provider does not answer');
      return { kind: 'paid', provider: 'fake', reference };
    });
    await runAll(gateway);
    expect(await stateOf(orderId)).toBe('paying');
    const pay = await jobOf('order.pay', orderId);
    expect(await readJob(database.db, pay)).toMatchObject({ state: 'retrying', attempt: 1 });
    isUp = true;
    await makeDue(database.db, pay);
    await runAll(gateway);
    expect(await stateOf(orderId)).toBe('shipped');
    expect([...gateway.taken.keys()]).toEqual([orderId]);
  });

  it('is charged once also when the worker dies between the charge and the commit', async () => {
    const orderId = await place();
    const gateway = recordCharges();
    const { db } = observe(database.db, name => {
      if (name === 'begin' && gateway.asked.length > 0) throw new Error('this process was killed');
      if (name.startsWith('jobs.settle')) throw new Error('this process was killed');
    });
    await expect(runAll(gateway, db)).rejects.toThrow('killed');
    expect(gateway.taken.size).toBe(1);
    expect(await stateOf(orderId)).toBe('paying');

    await expireLease(database.db, await jobOf('order.pay', orderId));
    await runAll(gateway);
    expect(await stateOf(orderId)).toBe('shipped');
    expect(gateway.asked.map(({ idempotencyKey }) => idempotencyKey)).toEqual([orderId, orderId]);
    expect(gateway.taken.size).toBe(1);
    expect(await database.value('select count(*) from payments where order_id = $1', [orderId])).toBe(1);
  });
});

describe('a step that comes again or too late', () => {
  const everything = async (orderId: string) => ({
    order: await database.rows('select state, version, payment_token from orders where id = $1', [orderId]),
    trail: await trailOf(database.db, orderId),
    stock: await stockOf(database.db, mug),
    mails: await mailsTo(database.db, customer.userId),
    notifications: await database.value('select count(*) from notifications where user_id = $1', [
      customer.userId,
    ]),
    payments: await database.rows('select * from payments where order_id = $1', [orderId]),
    shipments: await database.value(`select count(*) from jobs where name = 'order.ship'`),
  });

  it.each(['shipped', 'payment_failed'])('changes nothing of an order that is %s', async state => {
    await createConnection(database.db, customer);
    const orderId = await place();
    const gateway = recordCharges(state === 'shipped' ? undefined : declining);
    await runAll(gateway);
    expect(await stateOf(orderId)).toBe(state);
    const before = await everything(orderId);
    const posts = transport.posts.length;
    await enqueueStep(database.db, 'validate', orderId);
    await enqueueStep(database.db, 'pay', orderId);
    await runAll(gateway);
    expect(await everything(orderId)).toEqual(before);
    const ship = await enqueueStep(database.db, 'ship', orderId);
    await runAll(gateway);
    expect(await everything(orderId)).toEqual({ ...before, shipments: Number(before.shipments) + 1 });
    expect((await readJob(database.db, ship)).state).toBe('completed');
    expect(transport.posts).toHaveLength(posts);
    expect(gateway.asked).toHaveLength(1);
  });

  it('changes nothing when it comes too early', async () => {
    const orderId = await place();
    await database.rows('delete from jobs');
    const gateway = recordCharges();
    for (const step of ['pay', 'ship'] as const) await enqueueStep(database.db, step, orderId);
    await runAll(gateway);
    expect(await stateOf(orderId)).toBe('pending');
    expect(gateway.asked).toEqual([]);
  });

  it('charges nobody for an order that was cancelled', async () => {
    const orderId = await place();
    await database.rows(`update orders set state = 'cancelled' where id = $1`, [orderId]);
    const gateway = recordCharges();
    await enqueueStep(database.db, 'pay', orderId);
    await runAll(gateway);
    expect(gateway.asked).toEqual([]);
    expect(await stateOf(orderId)).toBe('cancelled');
  });
});
