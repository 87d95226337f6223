import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { err, ok } from 'neverthrow';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { createProduct, createProducts, createUser } from '../../../support/builders.ts';
import { openExplained } from '../../../support/executions.ts';
import { clockAt, recordWakeUps, type RecordedSender } from '../../../support/fakes.ts';
import {
  countOrderRows,
  orderKey,
  orderReaderOn,
  orderServiceOn,
  orphans,
  placementOf,
  stockOf,
} from '../../../support/orders.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const NOW = '2026-11-22T10:00:00.000Z';
let customer: Principal;
let wakeUps: RecordedSender;

beforeEach(async () => {
  customer = await createUser(database.db);
  wakeUps = recordWakeUps();
});

const service = () => orderServiceOn({ db: database.db, wakeUps, clock: clockAt(NOW) });
const place = (...lines: (readonly [string, number])[]) =>
  service().place(customer, placementOf(lines), undefined);
const sorted = (...ids: readonly string[]) => [...ids].sort();

/** Nothing was written, whatever it is. */
const expectNoTrace = async (attempt: () => Promise<unknown>) => {
  const before = await countOrderRows(database.db);
  const products = await database.rows('select id, stock, updated_at from products order by id');
  await attempt();
  expect(await countOrderRows(database.db)).toEqual(before);
  expect(await database.rows('select id, stock, updated_at from products order by id')).toEqual(products);
  expect(wakeUps.sent).toEqual([]);
};

describe('placing an order', () => {
  it('takes the stock and answers the order at the prices of its products', async () => {
    const [mug = '', pen = ''] = await createProducts(database.db, [
      { stock: 10, priceCents: 1450 },
      { stock: 10, priceCents: 3900 },
    ]);
    const placed = (await place([mug, 2], [pen, 1]))._unsafeUnwrap();
    expect(placed).toEqual({
      id: expect.any(String),
      userId: customer.userId,
      state: 'pending',
      items: expect.arrayContaining([
        { productId: mug, quantity: 2, priceCents: 1450 },
        { productId: pen, quantity: 1, priceCents: 3900 },
      ]),
      totalCents: 6800,
      currency: 'USD',
      version: 1,
      createdAt: NOW,
      updatedAt: NOW,
      actions: ['cancel'],
    });
    expect([await stockOf(database.db, mug), await stockOf(database.db, pen)]).toEqual([8, 9]);
  });

  it('reads its own products and none around them, however the planner takes the table', async () => {
    const products = await createProducts(
      database.db,
      Array.from({ length: 1_000 }, () => ({ stock: 10 })),
    );
    const { db, during } = openExplained(database.url, 1);
    const orders = orderServiceOn({ db, wakeUps });
    const order = async (first: number) => {
      const lines = products.slice(first, first + 5).map(product => [product, 1] as const);
      (await orders.place(customer, placementOf(lines), undefined))._unsafeUnwrap();
    };
    const executions = await during(async () => {
      await order(0);
      await database.rows('analyze products');
      await order(100);
    });
    await db.close();
    expect(executions.map(({ name }) => name)).toEqual(['orders.place', 'orders.place']);
    expect(executions.filter(({ rows, readWhole }) => rows > 100 || readWhole.includes('products'))).toEqual(
      [],
    );
  });

  it('leaves the order, its lines, its audit event and its first job, and sends the message of that', async () => {
    const mug = await createProduct(database.db, { priceCents: 1450 });
    const { id } = (await place([mug, 2]))._unsafeUnwrap();
    expect(
      await database.rows('select state, user_id, total_cents, payment_token from orders where id = $1', [
        id,
      ]),
    ).toEqual([
      { state: 'pending', user_id: customer.userId, total_cents: 2900, payment_token: 'tok_success' },
    ]);
    expect(
      await database.rows('select product_id, quantity, price_cents from order_items where order_id = $1', [
        id,
      ]),
    ).toEqual([{ product_id: mug, quantity: 2, price_cents: 1450 }]);
    expect(
      await database.rows('select from_state, to_state, actor from order_events where order_id = $1', [id]),
    ).toEqual([{ from_state: null, to_state: 'pending', actor: customer.userId }]);
    const [job] = await database.rows(
      `select id, state from jobs join job_payloads on job_id = id where name = 'order.validate' and payload = $1`,
      [JSON.stringify({ orderId: id })],
    );
    expect(job).toMatchObject({ state: 'queued' });
    expect(wakeUps.sent).toEqual([
      { jobId: job?.['id'], queue: 'high-priority', groupId: customer.userId, delaySeconds: 0 },
    ]);
    expect(await orphans(database.db)).toEqual({ orders: 0, jobs: 0 });
  });

  it('is one statement, one round trip, whatever the number of its lines', async () => {
    const products = await createProducts(
      database.db,
      Array.from({ length: 20 }, () => ({})),
    );
    const { db, names } = observe(database.db);
    const placement = placementOf(products.map(id => [id, 1] as const));
    const placed = await orderServiceOn({ db }).place(
      customer,
      placement,
      orderKey(customer, 'k', placement),
    );
    expect(placed.isOk()).toBe(true);
    expect(names()).toEqual(['orders.place']);
  });

  it('adds up lines of the same product', async () => {
    const mug = await createProduct(database.db, { stock: 10, priceCents: 100 });
    const { items, totalCents } = (await place([mug, 2], [mug, 3], [mug.toUpperCase(), 1]))._unsafeUnwrap();
    expect(items).toEqual([{ productId: mug, quantity: 6, priceCents: 100 }]);
    expect(totalCents).toBe(600);
    expect(await stockOf(database.db, mug)).toBe(4);
  });

  it('can take the last of a product', async () => {
    const mug = await createProduct(database.db, { stock: 3 });
    expect((await place([mug, 3])).isOk()).toBe(true);
    expect(await stockOf(database.db, mug)).toBe(0);
  });

  it('counts money beyond what 32 bits hold', async () => {
    const house = await createProduct(database.db, { stock: 1000, priceCents: 2_000_000_000 });
    expect((await place([house, 1000]))._unsafeUnwrap().totalCents).toBe(2_000_000_000_000);
  });

  it('keeps the price at which it was sold when the product gets dearer', async () => {
    const mug = await createProduct(database.db, { priceCents: 100 });
    const { id } = (await place([mug, 1]))._unsafeUnwrap();
    await database.rows('update products set price_cents = 999 where id = $1', [mug]);
    expect(await database.value('select price_cents from order_items where order_id = $1', [id])).toBe(100);
  });
});

describe('an order that cannot be placed', () => {
  it('changes nothing in a shortage, and lists every short product', async () => {
    const [plenty = '', few = '', none = ''] = await createProducts(database.db, [
      { stock: 9 },
      { stock: 2 },
      { stock: 0 },
    ]);
    await expectNoTrace(async () => {
      const refused = (await place([plenty, 9], [few, 1], [none, 1], [few, 2]))._unsafeUnwrapErr();
      expect(refused).toMatchObject({ code: 'order.out_of_stock' });
      expect(
        'products' in refused && [...refused.products].sort((one, other) => one.left - other.left),
      ).toEqual([
        { productId: none, requested: 1, left: 0 },
        { productId: few, requested: 3, left: 2 },
      ]);
    });
  });

  it('names the products that are not on sale, unknown or archived, and no others', async () => {
    const [mug = '', archived = ''] = await createProducts(database.db, [{}, { archived: true }]);
    const unknown = randomUUID();
    await expectNoTrace(async () => {
      const refused = (await place([mug, 1], [archived, 1], [unknown, 1]))._unsafeUnwrapErr();
      expect(refused).toMatchObject({ code: 'order.unknown_product' });
      expect('productIds' in refused && sorted(...refused.productIds)).toEqual(sorted(archived, unknown));
    });
  });

  it('is refused when every product is unknown', async () => {
    await expectNoTrace(async () =>
      expect(await place([randomUUID(), 1])).toEqual(
        err(expect.objectContaining({ code: 'order.unknown_product' })),
      ),
    );
  });

  it('is refused when its products have different currencies', async () => {
    const [dollars = '', euros = ''] = await createProducts(database.db, [
      { currency: 'USD' },
      { currency: 'EUR' },
    ]);
    await expectNoTrace(async () =>
      expect(await place([dollars, 1], [euros, 1])).toEqual(
        err(expect.objectContaining({ code: 'order.mixed_currencies' })),
      ),
    );
  });
});

describe('reading an order', () => {
  it('is for its customer: that of another is as absent as none', async () => {
    const mug = await createProduct(database.db);
    const placed = (await place([mug, 2]))._unsafeUnwrap();
    const reader = orderReaderOn(database.db);
    expect(await reader.get(customer, placed.id)).toEqual(ok(placed));
    const stranger = await createUser(database.db);
    const toStranger = await reader.get(stranger, placed.id);
    expect(toStranger).toEqual(await reader.get(stranger, randomUUID()));
    expect(toStranger._unsafeUnwrapErr()).toMatchObject({ code: 'order.not_found' });
  });
});
