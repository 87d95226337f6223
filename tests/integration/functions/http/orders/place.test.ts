import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as get } from '../../../../../functions/http/orders/get.ts';
import { handler } from '../../../../../functions/http/orders/place.ts';
import { order } from '../../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createProduct, createProducts, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { countOrderRows, stockOf } from '../../../../support/orders.ts';
import { useQueues } from '../../../../support/queues.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();

const answer = z.object({ data: order });
let ada: Principal;
let mug: string;
beforeAll(async () => {
  ada = await createUser(database.db);
});
beforeEach(async () => {
  mug = await createProduct(database.db, { stock: 10, priceCents: 1450 });
});

const place = (body: unknown, headers: Record<string, string> = {}) =>
  call(handler, { as: ada, body, headers });
const bodyFor = (productId: string, quantity: unknown) => ({
  items: [{ productId, quantity }],
  paymentToken: 'tok_success',
});

describe('POST /orders', () => {
  it('places an order, says where it is, and sends the message of its first job', async () => {
    const { status, headers, body } = await place(bodyFor(mug, 2));
    const { data } = answer.parse(body);
    expect(status).toBe(201);
    expect(headers['location']).toBe(`/orders/${data.id}`);
    expect(data).toMatchObject({
      userId: ada.userId,
      state: 'pending',
      items: [{ productId: mug, quantity: 2, priceCents: 1450 }],
      totalCents: 2900,
      currency: 'USD',
      actions: ['cancel'],
    });
    expect((await call(get, { as: ada, params: { orderId: data.id } })).body).toEqual(body);
    const [job] = await database.rows(
      `select id from jobs join job_payloads on job_id = id where payload = jsonb_build_object('orderId', $1::text)`,
      [data.id],
    );
    expect(queues.jobsIn('high-priority')).toEqual([job?.['id']]);
  });

  it('takes a hundred lines of a thousand pieces, all of one product or each of another, and no more', async () => {
    const products = await createProducts(
      database.db,
      Array.from({ length: 100 }, () => ({ stock: 100_000, priceCents: 100_000_000 })),
    );
    const [first = ''] = products;
    const of = (ids: readonly string[]) => ({
      items: ids.map(productId => ({ productId, quantity: 1000 })),
      paymentToken: 'tok_success',
    });
    const many = answer.parse((await place(of(products))).body);
    expect(many.data.totalCents).toBe(100 * 1000 * 100_000_000);
    const one = answer.parse((await place(of(Array<string>(99).fill(first)))).body);
    expect(one.data.items).toEqual([{ productId: first, quantity: 99_000, priceCents: 100_000_000 }]);
    expect(await stockOf(database.db, first)).toBe(0);
    expect(await place(of([...products, first]))).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/body/items' }] },
    });
  });

  it('refuses what is short with 409, and lists every such product with what is left', async () => {
    const [pen = '', lamp = ''] = await createProducts(database.db, [{ stock: 1 }, { stock: 0 }]);
    const items = [
      { productId: mug, quantity: 10 },
      { productId: pen, quantity: 2 },
      { productId: lamp, quantity: 1 },
    ];
    const { status, body } = await place({ items, paymentToken: 'tok_success' });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'order.out_of_stock' });
    expect(body).toMatchObject({
      products: expect.arrayContaining([
        { productId: pen, requested: 2, left: 1 },
        { productId: lamp, requested: 1, left: 0 },
      ]),
    });
    expect((body as { products: unknown[] }).products).toHaveLength(2);
  });

  it('refuses what is not on sale, and two currencies at once, with 409', async () => {
    const unknown = randomUUID();
    expect(await place(bodyFor(unknown, 1))).toMatchObject({
      status: 409,
      body: { code: 'order.unknown_product', productIds: [unknown] },
    });
    const euros = await createProduct(database.db, { currency: 'EUR' });
    const items = [mug, euros].map(productId => ({ productId, quantity: 1 }));
    expect(await place({ items, paymentToken: 'tok_success' })).toMatchObject({
      status: 409,
      body: { code: 'order.mixed_currencies' },
    });
  });

  it('places one order for one Idempotency-Key, however often and at once it is sent', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => place(bodyFor(mug, 3), headers)));
    answers.push(await place(bodyFor(mug, 3), headers));
    for (const each of answers) expect(each).toMatchObject({ status: 201, body: answers[0]?.body });
    expect(await stockOf(database.db, mug)).toBe(7);
  });

  it('refuses an Idempotency-Key that was used for another order, with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await place(bodyFor(mug, 1), headers);
    expect(await place(bodyFor(mug, 2), headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it.each([
    ['/body/items', { items: undefined }],
    ['/body/items', { items: [] }],
    ['/body/items', { items: 'mug' }],
    ['/body/items/0/productId', { items: [{ productId: 'mug', quantity: 1 }] }],
    ['/body/items/0/quantity', { items: [{ productId: randomUUID(), quantity: 0 }] }],
    ['/body/items/0/quantity', { items: [{ productId: randomUUID(), quantity: -1 }] }],
    ['/body/items/0/quantity', { items: [{ productId: randomUUID(), quantity: 1001 }] }],
    ['/body/items/0/quantity', { items: [{ productId: randomUUID(), quantity: 1.5 }] }],
    ['/body/items/0/quantity', { items: [{ productId: randomUUID(), quantity: '1' }] }],
    ['/body/items/0/quantity', { items: [{ productId: randomUUID() }] }],
    ['/body/items/0/priceCents', { items: [{ productId: randomUUID(), quantity: 1, priceCents: 1 }] }],
    ['/body/paymentToken', { paymentToken: undefined }],
    ['/body/paymentToken', { paymentToken: '' }],
    ['/body/paymentToken', { paymentToken: 'x'.repeat(256) }],
    ['/body/paymentToken', { paymentToken: 'tok\u0000' }],
    ['/body/totalCents', { totalCents: 1 }],
  ])('refuses %s of %j with 400, and leaves no trace', async (pointer, fields) => {
    const before = await countOrderRows(database.db);
    expect(await place({ ...bodyFor(mug, 1), ...fields })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
    expect(await countOrderRows(database.db)).toEqual(before);
  });

  it.each(['', 'x'.repeat(256)])('refuses an Idempotency-Key of the wrong length with 400', async key => {
    expect(await place(bodyFor(mug, 1), { 'idempotency-key': key })).toMatchObject({ status: 400 });
  });

  it('asks who is calling with 401, also when the account has gone meanwhile', async () => {
    expect((await call(handler, { body: bodyFor(mug, 1) })).status).toBe(401);
    const gone = await createUser(database.db);
    await database.rows('delete from users where id = $1', [gone.userId]);
    expect(await call(handler, { as: gone, body: bodyFor(mug, 1) })).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    });
    expect(await stockOf(database.db, mug)).toBe(10);
  });

  it('takes JSON alone, of a reasonable size: 415, 400, 413', async () => {
    const sent = (type: string, text: string) =>
      call(handler, { as: ada, text, headers: { 'content-type': type } });
    expect((await sent('text/plain', '{}')).status).toBe(415);
    expect(await sent('application/json', '{')).toMatchObject({
      status: 400,
      body: { code: 'request.malformed_json' },
    });
    expect((await sent('application/json', `"${'x'.repeat(300_000)}"`)).status).toBe(413);
  });
});
