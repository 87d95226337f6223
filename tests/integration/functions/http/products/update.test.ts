import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as archive } from '../../../../../functions/http/products/archive.ts';
import { handler as get } from '../../../../../functions/http/products/get.ts';
import { handler as restore } from '../../../../../functions/http/products/restore.ts';
import { handler as update } from '../../../../../functions/http/products/update.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { createProduct, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { orderServiceOn, placementOf } from '../../../../support/orders.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let admin: Principal;
let mug: string;
beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  mug = await createProduct(database.db, { name: 'Mug', priceCents: 500, stock: 10 });
});

const shown = async (etag?: string) =>
  call(get, { params: { productId: mug }, headers: etag === undefined ? {} : { 'if-none-match': etag } });
const etagNow = async () => (await shown()).headers['etag'] ?? '';
const change = (handler: Parameters<typeof call>[0], etag: string) =>
  call(handler, { as: admin, params: { productId: mug }, headers: { 'if-match': etag } });
const edit = (body: unknown, etag: string) =>
  call(update, { as: admin, params: { productId: mug }, body, headers: { 'if-match': etag } });
const sell = async (quantity: number) => {
  const customer = await createUser(database.db);
  const placed = await orderServiceOn({ db: database.db }).place(
    customer,
    placementOf([[mug, quantity]]),
    undefined,
  );
  expect(placed.isOk()).toBe(true);
};

describe('GET /products/{productId}', () => {
  it('shows a product, archived ones too', async () => {
    expect(await shown()).toMatchObject({
      status: 200,
      body: { data: { id: mug, name: 'Mug', priceCents: 500, stock: 10, archivedAt: null, version: 1 } },
    });
    await change(archive, '*');
    expect(await shown()).toMatchObject({ status: 200, body: { data: { archivedAt: expect.any(String) } } });
  });

  it('answers 304 to who has it already, and the whole once anything in it has changed', async () => {
    const etag = await etagNow();
    expect(await shown(etag)).toMatchObject({ status: 304, body: undefined, headers: { etag } });
    expect((await shown(`"other", W/${etag}`)).status).toBe(304);
    await sell(1);
    expect(await shown(etag)).toMatchObject({ status: 200, body: { data: { stock: 9, version: 1 } } });
    await edit({ name: 'Cup' }, '*');
    expect(await shown(etag)).toMatchObject({ status: 200, body: { data: { name: 'Cup', version: 2 } } });
  });

  it('answers 404 when there is none, and 400 when the id is none', async () => {
    expect(await call(get, { params: { productId: '01900000-0000-7000-8000-000000000000' } })).toMatchObject({
      status: 404,
      body: { code: 'product.not_found' },
    });
    expect(await call(get, { params: { productId: 'mug' } })).toMatchObject({ status: 400 });
  });
});

describe('PATCH /products/{productId}', () => {
  it.each([
    [{ name: 'Cup' }],
    [{ description: 'Blue.' }],
    [{ priceCents: 0 }],
    [{ currency: 'EUR' }],
    [{ name: 'Cup', description: '', priceCents: 7, currency: 'EUR' }],
  ])('changes %j and leaves the rest', async fields => {
    const { body: before } = await shown();
    const answer = await edit(fields, await etagNow());
    expect(answer.status).toBe(200);
    const { data } = before as { data: object };
    expect(answer.body).toEqual({ data: { ...data, ...fields, version: 2 } });
    expect(await shown()).toMatchObject({ body: answer.body, headers: { etag: answer.headers['etag'] } });
  });

  it('is refused with 412 when somebody else was faster: no edit is lost', async () => {
    const etag = await etagNow();
    const answers = await Promise.all(['Cup', 'Bowl', 'Jar'].map(name => edit({ name }, etag)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    expect(answers.find(({ status }) => status === 412)?.body).toMatchObject({ code: 'precondition.failed' });
    expect(await shown()).toMatchObject({ body: answers.find(({ status }) => status === 200)?.body });
  });

  it('is not refused because somebody bought meanwhile', async () => {
    const etag = await etagNow();
    await sell(3);
    expect(await edit({ priceCents: 600 }, etag)).toMatchObject({
      status: 200,
      body: { data: { priceCents: 600, stock: 7 } },
    });
  });

  it.each(['"1"', '"9", "1"', '"1-whatever-it-was"', '*'])(
    'goes by the version alone: If-Match %s',
    async etag => {
      expect((await edit({ name: 'Cup' }, etag)).status).toBe(200);
    },
  );

  it.each(['"2"', '"10"', 'W/"1"', '1', '"x"', '""'])('is refused with 412 for If-Match %s', async etag => {
    expect((await edit({ name: 'Cup' }, etag)).status).toBe(412);
    expect(await shown()).toMatchObject({ body: { data: { name: 'Mug', version: 1 } } });
  });

  it.each([
    ['/body', {}],
    ['/body/name', { name: '' }],
    ['/body/name', { name: null }],
    ['/body/description', { description: 'x'.repeat(10_001) }],
    ['/body/priceCents', { priceCents: -1 }],
    ['/body/priceCents', { priceCents: 100_000_001 }],
    ['/body/currency', { currency: 'dollars' }],
    ['/body/stock', { name: 'Cup', stock: 5 }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    expect(await edit(fields, '*')).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
    expect(await shown()).toMatchObject({ body: { data: { version: 1 } } });
  });
});

describe('archiving and restoring', () => {
  const onSale = () => database.value('select archived_at is null from products where id = $1', [mug]);

  it('take a product off sale and put it back', async () => {
    const archived = await change(archive, await etagNow());
    expect(archived).toMatchObject({
      status: 200,
      body: { data: { archivedAt: expect.any(String), version: 2 } },
    });
    expect(await onSale()).toBe(false);
    expect(await change(restore, archived.headers['etag'] ?? '')).toMatchObject({
      status: 200,
      body: { data: { archivedAt: null, version: 3 } },
    });
    expect(await onSale()).toBe(true);
  });

  it('change nothing the second time', async () => {
    const first = await change(archive, '"1"');
    expect(await change(archive, first.headers['etag'] ?? '')).toEqual(first);
    expect(await change(archive, '*')).toEqual(first);
    expect((await change(restore, '*')).status).toBe(200);
    expect(await change(restore, '*')).toMatchObject({ body: { data: { version: 3 } } });
  });

  it('are refused with 412 when the product has changed', async () => {
    const etag = await etagNow();
    await edit({ name: 'Cup' }, etag);
    expect(await change(archive, etag)).toMatchObject({ status: 412, body: { code: 'precondition.failed' } });
    expect(await change(restore, etag)).toMatchObject({ status: 412 });
    expect(await onSale()).toBe(true);
  });

  it('keep what is archived from being ordered, and what was ordered as it was', async () => {
    await sell(2);
    await change(archive, '*');
    const customer = await createUser(database.db);
    const refused = await orderServiceOn({ db: database.db }).place(
      customer,
      placementOf([[mug, 1]]),
      undefined,
    );
    expect(refused._unsafeUnwrapErr()).toMatchObject({ code: 'order.unknown_product', productIds: [mug] });
    expect(await database.value('select sum(quantity) from order_items where product_id = $1', [mug])).toBe(
      2,
    );
  });
});
