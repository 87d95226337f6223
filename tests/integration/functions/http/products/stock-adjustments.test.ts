import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as adjustStock } from '../../../../../functions/http/products/adjust-stock.ts';
import { handler as listAdjustments } from '../../../../../functions/http/products/list-stock-adjustments.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { stockAdjustment } from '../../../../../lib/products/products.schema.ts';
import { createProduct, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { stockOf } from '../../../../support/orders.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let admin: Principal;
let mug: string;
beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  mug = await createProduct(database.db, { stock: 10 });
});

const adjust = (delta: unknown, reason: unknown = 'delivery 4711', headers = {}, productId = mug) =>
  call(adjustStock, { as: admin, params: { productId }, body: { delta, reason }, headers });
const adjustmentCount = () =>
  database.value('select count(*) from stock_adjustments where product_id = $1', [mug]);

describe('POST /products/{productId}/stock-adjustments', () => {
  it.each([
    [5, 15],
    [-4, 6],
    [-10, 0],
    [999_999_990, 1_000_000_000],
  ])('changes a stock of 10 by %i to %i, and records who and why', async (delta, stock) => {
    const { status, body } = await adjust(delta);
    expect(status).toBe(201);
    expect(body).toEqual({
      data: {
        id: expect.any(String),
        productId: mug,
        delta,
        reason: 'delivery 4711',
        stock,
        adjustedBy: admin.userId,
        createdAt: expect.any(String),
      },
    });
    expect(await stockOf(database.db, mug)).toBe(stock);
  });

  it('refuses to take more than there is, with 409 and what is left', async () => {
    expect(await adjust(-11)).toMatchObject({
      status: 409,
      body: { code: 'product.insufficient_stock', left: 10 },
    });
    expect(await stockOf(database.db, mug)).toBe(10);
    expect(await adjustmentCount()).toBe(0);
  });

  it('refuses more than a stock can be, with 409', async () => {
    expect(await adjust(1_000_000_000)).toMatchObject({
      status: 409,
      body: { code: 'product.stock_limit', left: 10 },
    });
    expect(await stockOf(database.db, mug)).toBe(10);
  });

  it('takes the last piece once when twenty want it at the same moment', async () => {
    const one = await createProduct(database.db, { stock: 1 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => adjust(-1, 'broken', {}, one)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
    expect(await stockOf(database.db, one)).toBe(0);
  });

  it('happens once for one Idempotency-Key, however often and at once it is sent', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => adjust(-3, 'broken', headers)));
    answers.push(await adjust(-3, 'broken', headers));
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0]?.body });
    expect(await stockOf(database.db, mug)).toBe(7);
    expect(await adjustmentCount()).toBe(1);
  });

  it('may be sent again with the same key after it was refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect((await adjust(-12, 'broken', headers)).status).toBe(409);
    await adjust(5);
    expect((await adjust(-12, 'broken', headers)).status).toBe(201);
    expect(await stockOf(database.db, mug)).toBe(3);
  });

  it('refuses a key that was used for another product or amount, with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await adjust(1, 'found', headers);
    const other = await createProduct(database.db);
    for (const answer of [await adjust(2, 'found', headers), await adjust(1, 'found', headers, other)])
      expect(answer).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
  });

  it('leaves the version of the product as it is', async () => {
    await adjust(1);
    expect(await database.value('select version from products where id = $1', [mug])).toBe(1);
  });

  it.each([
    ['/body/delta', 0, 'x'],
    ['/body/delta', 1.5, 'x'],
    ['/body/delta', '1', 'x'],
    ['/body/delta', 1_000_000_001, 'x'],
    ['/body/delta', -1_000_000_001, 'x'],
    ['/body/reason', 1, ''],
    ['/body/reason', 1, 'x'.repeat(501)],
    ['/body/reason', 1, null],
    ['/body/reason', 1, '\u0000'],
  ])('refuses %s of %j and %j with 400', async (pointer, delta, reason) => {
    expect(await adjust(delta, reason)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await adjustmentCount()).toBe(0);
  });
});

describe('GET /products/{productId}/stock-adjustments', () => {
  const page = z.object({ data: z.array(stockAdjustment), nextCursor: z.string().nullable() });
  const list = async (query: Record<string, string>) =>
    call(listAdjustments, { as: admin, params: { productId: mug }, query });

  it('shows every adjustment of the product once, page by page, and of no other', async () => {
    await adjust(7, 'other', {}, await createProduct(database.db));
    for (const delta of [1, 2, 3, 4, 5]) await adjust(delta);
    const seen: number[] = [];
    let cursor: string | null | undefined;
    do {
      const { data, nextCursor } = page.parse((await list({ limit: '2', ...(cursor && { cursor }) })).body);
      seen.push(...data.map(({ delta }) => delta));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(seen.sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('shows who is gone as nobody', async () => {
    const gone = await createUser(database.db, { role: 'admin' });
    await call(adjustStock, { as: gone, params: { productId: mug }, body: { delta: 1, reason: 'found' } });
    await database.rows('delete from users where id = $1', [gone.userId]);
    expect((await list({})).body).toMatchObject({ data: [{ adjustedBy: null, reason: 'found' }] });
  });

  it('refuses a cursor that was not made here, with 400', async () => {
    expect(await list({ cursor: 'nonsense' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/cursor' }] },
    });
  });
});
