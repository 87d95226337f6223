import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/orders/list-events.ts';
import { orderRepository } from '../../../../../lib/orders/orders.repository.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { createOrder } from '../../../../support/order-rows.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let ada: Principal;
let admin: Principal;
let orderId: string;
beforeAll(async () => {
  ada = await createUser(database.db);
  admin = await createUser(database.db, { role: 'admin' });
  orderId = await createOrder(database.db, ada, { state: 'paid' });
  await orderRepository.transition(database.db, orderId, 'startRefund', admin.userId, 'arrived broken');
});

const at = expect.stringMatching(/^20.*Z$/);
const system = { actor: 'system', actorId: null, reason: null, at };
/** @param staffId who of the staff it was, as the viewer may know */
const history = (staffId: string | null) => [
  { from: null, to: 'pending', actor: 'customer', actorId: ada.userId, reason: null, at },
  { from: 'pending', to: 'validated', ...system },
  { from: 'validated', to: 'paying', ...system },
  { from: 'paying', to: 'paid', ...system },
  { from: 'paid', to: 'refunding', actor: 'staff', actorId: staffId, reason: 'arrived broken', at },
];

describe('GET /orders/{orderId}/events', () => {
  it('shows all that happened, from the beginning; to the customer without the name of staff', async () => {
    expect(await call(handler, { as: ada, params: { orderId } })).toMatchObject({
      status: 200,
      body: { data: history(null), nextCursor: null },
    });
    expect(await call(handler, { as: admin, params: { orderId } })).toMatchObject({
      status: 200,
      body: { data: history(admin.userId) },
    });
  });

  it('answers for the order of another as for none at all', async () => {
    const ben = await createUser(database.db);
    for (const id of [orderId, randomUUID()])
      expect(await call(handler, { as: ben, params: { orderId: id } })).toMatchObject({
        status: 404,
        body: { code: 'order.not_found' },
      });
  });

  it('refuses an id that is none with 400, and asks who is calling with 401', async () => {
    expect((await call(handler, { as: ada, params: { orderId: 'mine' } })).status).toBe(400);
    expect((await call(handler, { params: { orderId } })).status).toBe(401);
  });
});
