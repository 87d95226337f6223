import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { handler as adjustStock } from '../../../../../functions/http/products/adjust-stock.ts';
import { handler as archive } from '../../../../../functions/http/products/archive.ts';
import { handler as create } from '../../../../../functions/http/products/create.ts';
import { handler as listAll } from '../../../../../functions/http/products/list-all.ts';
import { handler as listStockAdjustments } from '../../../../../functions/http/products/list-stock-adjustments.ts';
import { handler as restore } from '../../../../../functions/http/products/restore.ts';
import { handler as update } from '../../../../../functions/http/products/update.ts';
import { createProduct, createUser } from '../../../../support/builders.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const whatever = { 'if-match': '*' };
/** Each route with a request that an administrator may make, for a product. */
const routes = [
  ['GET /admin/products', listAll, () => ({})],
  ['POST /products', create, () => ({ body: { name: 'Mug', priceCents: 100 } })],
  [
    'PATCH /products/{productId}',
    update,
    (productId: string) => ({ params: { productId }, body: { priceCents: 1 }, headers: whatever }),
  ],
  [
    'POST /products/{productId}/archive',
    archive,
    (productId: string) => ({ params: { productId }, headers: whatever }),
  ],
  [
    'POST /products/{productId}/restore',
    restore,
    (productId: string) => ({ params: { productId }, headers: whatever }),
  ],
  [
    'POST /products/{productId}/stock-adjustments',
    adjustStock,
    (productId: string) => ({ params: { productId }, body: { delta: 1, reason: 'delivery' } }),
  ],
  [
    'GET /products/{productId}/stock-adjustments',
    listStockAdjustments,
    (productId: string) => ({ params: { productId } }),
  ],
] as const satisfies readonly (readonly [
  string,
  Parameters<typeof call>[0],
  (productId: string) => HttpRequest,
])[];

let mug: string;
beforeEach(async () => {
  mug = await createProduct(database.db);
});
const everything = () => database.rows('select products.*, xmin::text from products order by id');

const routesWith = (part: 'params' | 'headers' | 'body') =>
  routes.filter(([, , requestFor]) => part in requestFor(''));
const asAdmin = async () => createUser(database.db, { role: 'admin' });

describe.each(routes)('%s', (_name, handler, requestFor: (productId: string) => HttpRequest) => {
  it('is for administrators: 403 for others, 401 for nobody, and neither changes anything', async () => {
    const before = await everything();
    const customer = await createUser(database.db);
    expect(await call(handler, { ...requestFor(mug), as: customer })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect(await call(handler, requestFor(mug))).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    });
    expect(await everything()).toEqual(before);
  });

  it.each([
    ['session is revoked', 'update sessions set revoked_at = now() where user_id = $1'],
    ['role is taken away', `update users set role = 'user' where id = $1`],
  ])('is closed at once when the %s', async (_what, revoke) => {
    const admin = await asAdmin();
    await database.rows(revoke, [admin.userId]);
    expect(await call(handler, { ...requestFor(mug), as: admin })).toMatchObject({ status: 401 });
  });
});

describe.each(routesWith('params'))('%s', (_name, handler, requestFor) => {
  it('answers 404 when there is no such product, and 400 when its id is none', async () => {
    const admin = await asAdmin();
    expect(await call(handler, { ...requestFor(randomUUID()), as: admin })).toMatchObject({
      status: 404,
      body: { code: 'product.not_found' },
    });
    expect(await call(handler, { ...requestFor('mug'), as: admin })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/productId' }] },
    });
  });
});

describe.each(routesWith('headers'))('%s', (_name, handler, requestFor) => {
  it('asks which version is meant, with 428', async () => {
    expect(await call(handler, { ...requestFor(mug), headers: {}, as: await asAdmin() })).toMatchObject({
      status: 428,
      body: { code: 'precondition.required' },
    });
  });
});

describe.each(routesWith('body'))('%s', (_name, handler, requestFor: (productId: string) => HttpRequest) => {
  it('takes JSON alone: 415 for something else, 400 for what is broken', async () => {
    const admin = await asAdmin();
    const { body: _, headers, ...rest } = requestFor(mug);
    const sent = (type: string, text: string) =>
      call(handler, { ...rest, as: admin, text, headers: { ...headers, 'content-type': type } });
    expect(await sent('text/plain', '{}')).toMatchObject({
      status: 415,
      body: { code: 'request.media_type' },
    });
    expect(await sent('application/json', '{"name": ')).toMatchObject({
      status: 400,
      body: { code: 'request.malformed_json' },
    });
  });
});

describe('GET /admin/products', () => {
  it.each([
    [{}, ['Archived', 'On sale']],
    [{ archived: 'include' }, ['Archived', 'On sale']],
    [{ archived: 'exclude' }, ['On sale']],
    [{ archived: 'only' }, ['Archived']],
  ])('lists products with %j', async (query, expected) => {
    await database.rows('truncate products cascade');
    await createProduct(database.db, { name: 'On sale' });
    await createProduct(database.db, { name: 'Archived', archived: true });
    const admin = await asAdmin();
    const { body } = await call(listAll, { as: admin, query: { sort: 'name', ...query } });
    expect(body).toMatchObject({ data: expected.map(name => ({ name })), nextCursor: null });
  });

  it('refuses another filter with 400', async () => {
    const admin = await asAdmin();
    expect(await call(listAll, { as: admin, query: { archived: 'yes' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/query/archived' }] },
    });
  });
});
