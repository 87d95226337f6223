import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/products/create.ts';
import { handler as get } from '../../../../../functions/http/products/get.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { product } from '../../../../../lib/products/products.schema.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const body = {
  name: 'Ceramic mug',
  description: 'Holds 350 ml.',
  priceCents: 1450,
  currency: 'EUR',
  stock: 12,
};
let admin: Principal;
beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
const created = z.object({ data: product });
const productCount = () => database.value('select count(*) from products');

describe('POST /products', () => {
  it('puts a product on sale and says where it is', async () => {
    const { status, headers, body: answer } = await call(handler, { as: admin, body });
    const { data } = created.parse(answer);
    expect(status).toBe(201);
    expect(data).toEqual({
      ...body,
      id: expect.any(String),
      archivedAt: null,
      version: 1,
      createdAt: expect.any(String),
    });
    expect(headers['location']).toBe(`/products/${data.id}`);
    const shown = await call(get, { params: { productId: data.id } });
    expect(shown.body).toEqual(answer);
    expect(shown.headers['etag']).toBe(headers['etag']);
  });

  it('has a name and a price at the least, and is then in US dollars and not in stock yet', async () => {
    const { body: answer } = await call(handler, { as: admin, body: { name: ' Pen ', priceCents: 0 } });
    expect(answer).toMatchObject({
      data: { name: 'Pen', description: '', priceCents: 0, currency: 'USD', stock: 0 },
    });
  });

  it('records its stock as the first adjustment, and none when there is none', async () => {
    const { data } = created.parse((await call(handler, { as: admin, body })).body);
    const { data: empty } = created.parse(
      (await call(handler, { as: admin, body: { ...body, stock: 0 } })).body,
    );
    expect(
      await database.rows(
        'select product_id, delta, reason, stock, adjusted_by from stock_adjustments where product_id = any ($1)',
        [[data.id, empty.id]],
      ),
    ).toEqual([
      { product_id: data.id, delta: 12, reason: 'initial stock', stock: 12, adjusted_by: admin.userId },
    ]);
  });

  it('makes one product for one Idempotency-Key, however often and at once it is sent', async () => {
    const before = Number(await productCount());
    const request = { as: admin, body, headers: { 'idempotency-key': randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 5 }, () => call(handler, request)));
    answers.push(await call(handler, request));
    for (const answer of answers) {
      expect(answer.status).toBe(201);
      expect(answer.body).toEqual(answers[0]?.body);
      expect(answer.headers).toEqual(answers[0]?.headers);
    }
    expect(await productCount()).toBe(before + 1);
  });

  it('refuses an Idempotency-Key that was used for another product, with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await call(handler, { as: admin, body, headers });
    expect(await call(handler, { as: admin, body: { ...body, stock: 13 }, headers })).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it.each([
    ['/body/name', { name: undefined }],
    ['/body/name', { name: '  ' }],
    ['/body/name', { name: 'x'.repeat(201) }],
    ['/body/name', { name: 'half \ud83d' }],
    ['/body/name', { name: 'two\nlines' }],
    ['/body/name', { name: 7 }],
    ['/body/description', { description: 'x'.repeat(10_001) }],
    ['/body/description', { description: null }],
    ['/body/priceCents', { priceCents: undefined }],
    ['/body/priceCents', { priceCents: -1 }],
    ['/body/priceCents', { priceCents: 9.5 }],
    ['/body/priceCents', { priceCents: 100_000_001 }],
    ['/body/priceCents', { priceCents: '100' }],
    ['/body/currency', { currency: 'usd' }],
    ['/body/currency', { currency: 'EURO' }],
    ['/body/stock', { stock: -1 }],
    ['/body/stock', { stock: 1_000_000_001 }],
    ['/body/stock', { stock: 1.5 }],
    ['/body/version', { version: 7 }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const before = await productCount();
    expect(await call(handler, { as: admin, body: { ...body, ...fields } })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
    expect(await productCount()).toBe(before);
  });

  it('refuses a body that is too large with 413', async () => {
    expect(
      await call(handler, { as: admin, body: { ...body, description: 'x'.repeat(300_000) } }),
    ).toMatchObject({ status: 413, body: { code: 'request.too_large' } });
  });
});
