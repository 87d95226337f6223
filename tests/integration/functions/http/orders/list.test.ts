import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/orders/list.ts';
import { order } from '../../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { createProduct, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { createOrder } from '../../../../support/order-rows.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let ada: Principal;
let ben: Principal;
let admin: Principal;
/** Names for ids, so that a failure can be read. */
const names = new Map<string, string>();

beforeAll(async () => {
  [ada, ben] = [await createUser(database.db), await createUser(database.db)];
  admin = await createUser(database.db, { role: 'admin' });
  const mug = await createProduct(database.db);
  const rows = [
    ['first of ada', ada, 'shipped', '2026-11-20T10:00:00.000Z'],
    ['first of ben', ben, 'pending', '2026-11-21T10:00:00.000Z'],
    ['second of ada', ada, 'pending', '2026-11-22T10:00:00.000Z'],
    ['third of ada', ada, 'cancelled', '2026-11-23T10:00:00.000Z'],
  ] as const;
  for (const [name, customer, state, createdAt] of rows)
    names.set(await createOrder(database.db, customer, { state, createdAt, items: [[mug, 1]] }), name);
});

const page = z.object({ data: z.array(order), nextCursor: z.string().nullable() });
const list = async (as: Principal, query: Record<string, string> = {}) => {
  const { status, body } = await call(handler, { as, query });
  expect(status).toBe(200);
  return page.parse(body).data.map(({ id }) => names.get(id));
};

describe('GET /orders', () => {
  it("lists a customer's own, the latest first, with what they can do", async () => {
    expect(await list(ada)).toEqual(['third of ada', 'second of ada', 'first of ada']);
    expect(await list(ben)).toEqual(['first of ben']);
    const { body } = await call(handler, { as: ben });
    expect(body).toMatchObject({
      data: [{ userId: ben.userId, items: [{ quantity: 1 }], actions: ['cancel'] }],
      nextCursor: null,
    });
  });

  it("lists everybody's for administrators, or one user's", async () => {
    expect(await list(admin)).toEqual(['third of ada', 'second of ada', 'first of ben', 'first of ada']);
    expect(await list(admin, { userId: ben.userId })).toEqual(['first of ben']);
  });

  it('never shows the orders of others to a customer, nor to a former administrator', async () => {
    expect(await list(ada, { userId: ben.userId })).toEqual([]);
    expect(await list(ada, { userId: ada.userId })).toHaveLength(3);
    const former = await createUser(database.db, { role: 'admin' });
    await database.rows(`update users set role = 'user' where id = $1`, [former.userId]);
    expect(await list(former)).toEqual([]);
  });

  it.each([
    [{ state: 'pending' }, ['second of ada', 'first of ben']],
    [{ state: 'refunded' }, []],
    [{ createdFrom: '2026-11-22T10:00:00Z' }, ['third of ada', 'second of ada']],
    [{ createdTo: '2026-11-22T10:00:00Z' }, ['first of ben', 'first of ada']],
    [{ createdFrom: '2026-11-21T00:00:00Z', createdTo: '2026-11-22T00:00:00.000Z' }, ['first of ben']],
    [{ createdFrom: '2026-11-23T00:00:00Z', createdTo: '2026-11-20T00:00:00Z' }, []],
    [{ limit: '2' }, ['third of ada', 'second of ada']],
  ])('is filtered by %j', async (query, expected) => {
    expect(await list(admin, query)).toEqual(expected);
  });

  it('goes on where the last page ended', async () => {
    const first = page.parse((await call(handler, { as: ada, query: { limit: '2' } })).body);
    expect(await list(ada, { limit: '2', cursor: first.nextCursor ?? '' })).toEqual(['first of ada']);
  });

  it('shows nothing of others by a cursor of theirs', async () => {
    const theirs = page.parse((await call(handler, { as: admin, query: { limit: '1' } })).body);
    expect(await list(ben, { cursor: theirs.nextCursor ?? '' })).toEqual(['first of ben']);
  });

  const id = '01900000-0000-7000-8000-000000000001';
  it.each([
    ['/query/state', { state: 'lost' }],
    ['/query/createdFrom', { createdFrom: 'yesterday' }],
    ['/query/createdFrom', { createdFrom: '2026-11-22' }],
    ['/query/createdFrom', { createdFrom: '2026-02-30T00:00:00Z' }],
    ['/query/createdTo', { createdTo: `2026-11-22T00:00:00.${'0'.repeat(200)}Z` }],
    ['/query/createdTo', { createdTo: '0000-01-01T00:00:00Z' }],
    ['/query/createdTo', { createdTo: '2026-11-22T10:00:00+23:59' }],
    ['/query/userId', { userId: 'ada' }],
    ['/query/limit', { limit: '101' }],
    ['/query/sort', { sort: 'newest' }],
    ['/query/cursor', { cursor: 'nonsense' }],
    ['/query/cursor', { cursor: encodeCursor({ placedAt: '0000-01-01T00:00:00Z', id }) }],
    ['/query/cursor', { cursor: encodeCursor({ placedAt: 'now', id }) }],
    ['/query/cursor', { cursor: encodeCursor({ placedAt: `2026-11-22T00:00:00.${'0'.repeat(200)}Z`, id }) }],
    ['/query/cursor', { cursor: encodeCursor(id) }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    expect(await call(handler, { as: ada, query })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler)).status).toBe(401);
  });
});
