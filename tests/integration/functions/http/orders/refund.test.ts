import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/orders/refund.ts';
import { orderStates, type OrderState } from '../../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createConnection, createProduct, createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { useHttp } from '../../../../support/http.ts';
import { createOrder } from '../../../../support/order-rows.ts';
import { useQueues } from '../../../../support/queues.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const live = useConnectionsApi();

let ada: Principal;
let admin: Principal;
let mug: string;
beforeAll(async () => {
  ada = await createUser(database.db);
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  await database.rows('truncate jobs cascade');
  mug = await createProduct(database.db, { stock: 7 });
});

const refund = (orderId: string, body: unknown = { reason: 'arrived broken' }, as = admin) =>
  call(handler, { as, params: { orderId }, body });
const orderIn = (state: OrderState) => createOrder(database.db, ada, { state, items: [[mug, 3]] });
const jobs = () => database.rows(`select id, queue, group_id from jobs where name = 'order.refund'`);

describe('POST /orders/{orderId}/refund', () => {
  it.each(['paid', 'shipped'] as const)('starts to refund an order that is %s, by a job', async state => {
    const id = await orderIn(state);
    const { status, body } = await refund(id);
    expect(status).toBe(202);
    expect(body).toMatchObject({ data: { id, state: 'refunding', actions: [] } });
    const [job, ...more] = await jobs();
    expect(more).toEqual([]);
    expect(job).toMatchObject({ queue: 'high-priority', group_id: ada.userId });
    expect(queues.jobsIn('high-priority')).toEqual([job?.['id']]);
    expect(
      await database.rows(
        `select from_state, actor, detail from order_events where order_id = $1 and to_state = 'refunding'`,
        [id],
      ),
    ).toEqual([{ from_state: state, actor: admin.userId, detail: 'arrived broken' }]);
  });

  it('starts once, however often it is asked for at the same moment, and later finds it under way', async () => {
    const id = await orderIn('paid');
    const answers = await Promise.all(Array.from({ length: 10 }, () => refund(id)));
    answers.push(await refund(id));
    for (const answer of answers) expect(answer).toMatchObject({ status: 202, body: answers[0]?.body });
    expect(await jobs()).toHaveLength(1);
    const done = await orderIn('refunded');
    expect(await refund(done)).toMatchObject({ status: 202, body: { data: { state: 'refunded' } } });
    expect(await jobs()).toHaveLength(1);
  });

  it('finds an order paid whose payment is recorded at that moment', async () => {
    const id = await orderIn('paying');
    const worker = await database.db.connect();
    await worker.query('begin');
    await worker.query(`update orders set state = 'paid' where id = $1`, [id]);
    const answer = refund(id);
    const isWaiting = async () =>
      (await database.value(
        `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      )) === 1;
    await until(isWaiting, 'the refund waits');
    await worker.query('commit');
    worker.release();
    expect(await answer).toMatchObject({ status: 202, body: { data: { state: 'refunding' } } });
  });

  it('is told to the devices of the customer', async () => {
    const device = await createConnection(database.db, ada);
    const orderId = await orderIn('paid');
    await refund(orderId);
    expect(live.to(device)).toMatchObject([
      { event: 'order.updated', data: { orderId, state: 'refunding' } },
    ]);
  });

  it.each(orderStates.filter(state => !['paid', 'shipped', 'refunding', 'refunded'].includes(state)))(
    'is refused with 409 when the order is %s, and says so',
    async state => {
      const id = await orderIn(state);
      expect(await refund(id)).toMatchObject({
        status: 409,
        body: { code: 'order.not_refundable', state, detail: expect.stringContaining(state) },
      });
      expect(await database.value('select state from orders where id = $1', [id])).toBe(state);
      expect(await jobs()).toEqual([]);
    },
  );

  it('is for administrators: 403 for the customer, 401 for nobody and for who was one', async () => {
    const orderId = await orderIn('paid');
    expect(await refund(orderId, undefined, ada)).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect((await call(handler, { params: { orderId }, body: { reason: 'x' } })).status).toBe(401);
    const former = await createUser(database.db, { role: 'admin' });
    await database.rows(`update users set role = 'user' where id = $1`, [former.userId]);
    expect((await refund(orderId, undefined, former)).status).toBe(401);
    expect(await database.value('select state from orders where id = $1', [orderId])).toBe('paid');
  });

  it('answers 404 when there is no such order', async () => {
    expect(await refund(randomUUID())).toMatchObject({ status: 404, body: { code: 'order.not_found' } });
  });

  it.each([
    ['/body/reason', {}],
    ['/body/reason', { reason: '  ' }],
    ['/body/reason', { reason: 'x'.repeat(501) }],
    ['/body/reason', { reason: 'nul \u0000' }],
    ['/body/amountCents', { reason: 'x', amountCents: 1 }],
  ])('refuses %s of %j with 400', async (pointer, body) => {
    const id = await orderIn('paid');
    expect(await refund(id, body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await jobs()).toEqual([]);
  });

  it('takes JSON alone, with 415, and an id, with 400', async () => {
    const params = { orderId: await orderIn('paid') };
    expect((await call(handler, { as: admin, params, text: 'reason=x' })).status).toBe(415);
    expect(await refund('mine')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/orderId' }] },
    });
  });
});
