import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/orders/cancel.ts';
import { handler as listEvents } from '../../../../../functions/http/orders/list-events.ts';
import { orderStates } from '../../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createConnection, createProducts, createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { useHttp } from '../../../../support/http.ts';
import { createOrder } from '../../../../support/order-rows.ts';
import { stockOf } from '../../../../support/orders.ts';
import { useQueues } from '../../../../support/queues.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const live = useConnectionsApi();

let ada: Principal;
let admin: Principal;
let mug: string;
let pen: string;
beforeAll(async () => {
  ada = await createUser(database.db);
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  [mug = '', pen = ''] = await createProducts(database.db, [{ stock: 7 }, { stock: 0 }]);
});

const cancel = (as: Principal, orderId: string) => call(handler, { as, params: { orderId } });
const orderIn = (state: (typeof orderStates)[number]) =>
  createOrder(database.db, ada, {
    state,
    items: [
      [mug, 3],
      [pen, 1],
    ],
  });
const row = async (id: string) =>
  (await database.rows('select state, version, payment_token from orders where id = $1', [id]))[0];

describe('POST /orders/{orderId}/cancel', () => {
  it.each(['pending', 'validated'] as const)(
    'cancels an order that is %s, and puts its stock back',
    async state => {
      const id = await orderIn(state);
      const before = await row(id);
      const { status, body } = await cancel(ada, id);
      expect(status).toBe(200);
      expect(body).toMatchObject({ data: { id, state: 'cancelled', actions: [] } });
      expect(await row(id)).toEqual({
        state: 'cancelled',
        version: Number(before?.['version']) + 1,
        payment_token: null,
      });
      expect([await stockOf(database.db, mug), await stockOf(database.db, pen)]).toEqual([10, 1]);
    },
  );

  it('changes nothing the second time, and answers the same', async () => {
    const id = await orderIn('pending');
    const answers = await Promise.all(Array.from({ length: 10 }, () => cancel(ada, id)));
    answers.push(await cancel(ada, id));
    for (const answer of answers) expect(answer).toMatchObject({ status: 200, body: answers[0]?.body });
    expect(await stockOf(database.db, mug)).toBe(10);
    expect(await row(id)).toMatchObject({ version: 2 });
  });

  it.each(orderStates.filter(state => !['pending', 'validated', 'cancelled'].includes(state)))(
    'is refused with 409 when the order is %s, and says so',
    async state => {
      const id = await orderIn(state);
      const before = await row(id);
      for (const caller of [ada, admin])
        expect(await cancel(caller, id)).toMatchObject({
          status: 409,
          body: { code: 'order.not_cancellable', state, detail: expect.stringContaining(state) },
        });
      expect(await row(id)).toEqual(before);
      expect(await stockOf(database.db, mug)).toBe(7);
      expect(live.posts).toEqual([]);
    },
  );

  it('is told to every device of the customer, once, and to nobody else', async () => {
    const devices = [await createConnection(database.db, ada), await createConnection(database.db, ada)];
    await createConnection(database.db, admin);
    const orderId = await orderIn('pending');
    await cancel(ada, orderId);
    await cancel(ada, orderId);
    expect(live.posts.map(({ connectionId }) => connectionId).sort()).toEqual([...devices].sort());
    for (const device of devices)
      expect(live.to(device)).toMatchObject([
        { event: 'order.updated', data: { orderId, state: 'cancelled' } },
      ]);
    expect(queues.jobsIn('high-priority')).toEqual([]);
  });

  it('by an administrator has the customer notified, and is in the books as done by staff', async () => {
    const id = await orderIn('validated');
    expect((await cancel(admin, id)).status).toBe(200);
    expect(await database.rows(`select user_id from notifications where type = 'order.cancelled'`)).toEqual([
      { user_id: ada.userId },
    ]);
    expect(queues.jobsIn('high-priority')).toHaveLength(1);
    const { body } = await call(listEvents, { as: ada, params: { orderId: id } });
    expect((body as { data: unknown[] }).data.at(-1)).toMatchObject({
      to: 'cancelled',
      actor: 'staff',
      actorId: null,
    });
  });

  it('answers for the order of another as for none at all, and leaves it as it is', async () => {
    const ben = await createUser(database.db);
    const former = await createUser(database.db, { role: 'admin' });
    await database.rows('update sessions set revoked_at = now() where user_id = $1', [former.userId]);
    const id = await orderIn('pending');
    for (const [caller, orderId] of [
      [ben, id],
      [former, id],
      [ada, randomUUID()],
    ] as const)
      expect(await cancel(caller, orderId)).toMatchObject({ status: 404, body: { code: 'order.not_found' } });
    expect(await row(id)).toMatchObject({ state: 'pending', version: 1 });
  });

  it('refuses an id that is none with 400, and asks who is calling with 401', async () => {
    expect(await cancel(ada, 'mine')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/orderId' }] },
    });
    expect((await call(handler, { params: { orderId: randomUUID() } })).status).toBe(401);
  });
});
