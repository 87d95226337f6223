import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/orders/get.ts';
import { orderStates } from '../../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { problem } from '../../../../../lib/platform/http/problem.ts';
import { createProduct, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { createOrder } from '../../../../support/order-rows.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let ada: Principal;
let admin: Principal;
let mug: string;
beforeAll(async () => {
  ada = await createUser(database.db);
  admin = await createUser(database.db, { role: 'admin' });
  mug = await createProduct(database.db, { name: 'Mug', priceCents: 700, stock: 9 });
});

const get = (as: Principal, orderId: string, query = {}, headers = {}) =>
  call(handler, { as, params: { orderId }, query, headers });

describe('GET /orders/{orderId}', () => {
  it('shows an order to its customer and to administrators', async () => {
    const id = await createOrder(database.db, ada, { items: [[mug, 2]] });
    const shown = {
      id,
      userId: ada.userId,
      state: 'pending',
      items: [{ productId: mug, quantity: 2, priceCents: 500 }],
      totalCents: 1000,
      currency: 'USD',
      version: 1,
      createdAt: '2026-11-22T10:00:00.000Z',
      updatedAt: '2026-11-22T10:00:00.000Z',
      actions: ['cancel'],
    };
    for (const viewer of [ada, admin])
      expect(await get(viewer, id)).toMatchObject({ status: 200, body: { data: shown } });
  });

  it('answers for the order of another as for none at all', async () => {
    const ben = await createUser(database.db);
    const id = await createOrder(database.db, ada);
    const [hidden, none] = await Promise.all([id, randomUUID()].map(orderId => get(ben, orderId)));
    expect(hidden).toMatchObject({ status: 404, body: { code: 'order.not_found' } });
    const withoutId = (body: unknown) => problem.omit({ requestId: true }).strip().parse(body);
    expect({ ...hidden, body: withoutId(hidden?.body) }).toEqual({ ...none, body: withoutId(none?.body) });
  });

  it.each([
    ['session is revoked', 'update sessions set revoked_at = now() where user_id = $1'],
    ['role is taken away', `update users set role = 'user' where id = $1`],
  ])('hides the orders of others from an administrator whose %s, at once', async (_what, revoke) => {
    const former = await createUser(database.db, { role: 'admin' });
    const id = await createOrder(database.db, ada);
    expect((await get(former, id)).status).toBe(200);
    await database.rows(revoke, [former.userId]);
    expect((await get(former, id)).status).toBe(404);
  });

  it.each(orderStates)('says what each viewer can do with an order that is %s', async state => {
    const id = await createOrder(database.db, ada, { state });
    const cancellable = ['pending', 'validated'].includes(state) ? ['cancel'] : [];
    const refundable = ['paid', 'shipped'].includes(state) ? ['refund'] : [];
    expect(await get(ada, id)).toMatchObject({ body: { data: { actions: cancellable } } });
    expect(await get(admin, id)).toMatchObject({
      body: { data: { actions: [...cancellable, ...refundable] } },
    });
  });

  it('shows the products as they are now, when asked to', async () => {
    const pen = await createProduct(database.db, { name: 'Pen', archived: true });
    const id = await createOrder(database.db, ada, {
      items: [
        [mug, 1],
        [pen, 1],
      ],
    });
    const { body } = await get(ada, id, { expand: 'items.product' });
    expect(body).toMatchObject({
      data: {
        items: [
          {
            productId: mug,
            priceCents: 500,
            product: { name: 'Mug', description: '', priceCents: 700, currency: 'USD', archivedAt: null },
          },
          { productId: pen, product: { name: 'Pen', archivedAt: expect.stringMatching(/^20.*Z$/) } },
        ],
      },
    });
    expect(JSON.stringify((await get(ada, id)).body)).not.toContain('"product"');
  });

  it('answers 304 to who has it already, and the whole once anything in it has changed', async () => {
    const id = await createOrder(database.db, ada, { items: [[mug, 1]] });
    const expand = { expand: 'items.product' };
    const etagOf = async (query = {}) => (await get(ada, id, query)).headers['etag'] ?? '';
    const [plain, expanded] = [await etagOf(), await etagOf(expand)];
    expect((await get(ada, id, {}, { 'if-none-match': plain })).status).toBe(304);
    expect((await get(ada, id, expand, { 'if-none-match': expanded })).status).toBe(304);
    expect((await get(ada, id, expand, { 'if-none-match': plain })).status).toBe(200);
    await database.rows(`update products set name = 'Cup' where id = $1`, [mug]);
    expect((await get(ada, id, {}, { 'if-none-match': plain })).status).toBe(304);
    expect((await get(ada, id, expand, { 'if-none-match': expanded })).status).toBe(200);
    await database.rows(`update orders set state = 'validated', version = 2 where id = $1`, [id]);
    expect((await get(ada, id, {}, { 'if-none-match': plain })).status).toBe(200);
  });

  it('refuses an id that is none and another expansion with 400, and asks who is calling with 401', async () => {
    expect(await get(ada, 'mine')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/orderId' }] },
    });
    expect(await get(ada, randomUUID(), { expand: 'user' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/expand' }] },
    });
    expect((await call(handler, { params: { orderId: randomUUID() } })).status).toBe(401);
  });
});
