import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import type { Placement } from '../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { createProduct, createProducts, createUser } from '../../../support/builders.ts';
import { recordWakeUps, type RecordedSender } from '../../../support/fakes.ts';
import {
  countOrderRows,
  orderKey,
  orderServiceOn,
  orphans,
  placementOf,
  stockOf,
} from '../../../support/orders.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const KEY = 'a-key-of-the-client';
let customer: Principal;
let mug: string;
let wakeUps: RecordedSender;

beforeEach(async () => {
  customer = await createUser(database.db);
  mug = await createProduct(database.db, { stock: 10 });
  wakeUps = recordWakeUps();
});

const place = (placement: Placement, key = KEY, caller = customer, db: Database = database.db) =>
  orderServiceOn({ db, wakeUps }).place(caller, placement, orderKey(caller, key, placement));
const ordersOf = async ({ userId }: Principal) =>
  (await database.rows('select id from orders where user_id = $1', [userId])).length;

describe('an order placed again with the same Idempotency-Key', () => {
  it('is answered as the first time, and nothing happens a second time', async () => {
    const first = await place(placementOf([[mug, 3]]));
    expect(first.isOk()).toBe(true);
    const after = await countOrderRows(database.db);
    expect(await place(placementOf([[mug, 3]]))).toEqual(first);
    expect(await countOrderRows(database.db)).toEqual(after);
    expect(await stockOf(database.db, mug)).toBe(7);
    expect(wakeUps.sent).toHaveLength(1);
  });

  it('costs a second statement, and no transaction', async () => {
    const first = await place(placementOf([[mug, 3]]));
    const { db, names } = observe(database.db);
    expect(await place(placementOf([[mug, 3]]), KEY, customer, db)).toEqual(first);
    expect(names()).toEqual(['orders.place', 'idempotency_keys.find']);
  });

  it.each([
    ['the rest of the stock was sold', 'update products set stock = 0 where id = $1'],
    ['the price rose', 'update products set price_cents = price_cents * 2 where id = $1'],
    ['the product was archived', 'update products set archived_at = now() where id = $1'],
    ['the currency changed', `update products set currency = 'EUR' where id = $1`],
  ])('is answered as the first time although %s', async (_what, change) => {
    const first = await place(placementOf([[mug, 3]]));
    await database.rows(change, [mug]);
    expect(await place(placementOf([[mug, 3]]))).toEqual(first);
    expect(await ordersOf(customer)).toBe(1);
  });

  it('is answered as the first time although the order has moved on since', async () => {
    const first = (await place(placementOf([[mug, 3]])))._unsafeUnwrap();
    await database.rows(`update orders set state = 'shipped' where id = $1`, [first.id]);
    expect(await place(placementOf([[mug, 3]]))).toEqual(ok(first));
  });

  it('is refused when it asks for something else', async () => {
    expect((await place(placementOf([[mug, 3]]))).isOk()).toBe(true);
    const after = await countOrderRows(database.db);
    for (const other of [placementOf([[mug, 4]]), placementOf([[mug, 3]], 'tok_other')])
      expect((await place(other))._unsafeUnwrapErr()).toMatchObject({ code: 'idempotency.key_reused' });
    expect(await countOrderRows(database.db)).toEqual(after);
  });

  it('says nothing about the key of another customer', async () => {
    const neighbour = await createUser(database.db);
    const mine = await place(placementOf([[mug, 3]]));
    const theirs = await place(placementOf([[mug, 3]]), KEY, neighbour);
    expect(theirs.isOk()).toBe(true);
    expect(theirs).not.toEqual(mine);
    expect(await stockOf(database.db, mug)).toBe(4);
  });

  it('may succeed when the first one failed: only successes are kept', async () => {
    expect((await place(placementOf([[mug, 11]]))).isErr()).toBe(true);
    await database.rows('update products set stock = 11 where id = $1', [mug]);
    expect((await place(placementOf([[mug, 11]]))).isOk()).toBe(true);
  });
});

describe('twin requests at the same moment', () => {
  it('have one effect and one answer', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(placementOf([[mug, 3]]))));
    const [first] = answers;
    expect(first?.isOk()).toBe(true);
    for (const answer of answers) expect(answer).toEqual(first);
    expect(await ordersOf(customer)).toBe(1);
    expect(await stockOf(database.db, mug)).toBe(7);
    expect(wakeUps.sent).toHaveLength(1);
    expect(await orphans(database.db)).toEqual({ orders: 0, jobs: 0 });
  });

  it('have one effect and one answer also when it takes the last of the stock', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => place(placementOf([[mug, 10]]))));
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]?.isOk()).toBe(true);
    expect(await stockOf(database.db, mug)).toBe(0);
  });

  it('with one key and different bodies make one order, and the others are told', async () => {
    const others = await createProducts(
      database.db,
      Array.from({ length: 10 }, () => ({ stock: 10 })),
    );
    // Different products: nothing but the key stands between them.
    const answers = await Promise.all(others.map(id => place(placementOf([[id, 1]]))));
    const codes = answers.map(answer => (answer.isOk() ? 'placed' : answer.error.code)).sort();
    expect(codes).toEqual([...Array<string>(9).fill('idempotency.key_reused'), 'placed']);
    expect(await ordersOf(customer)).toBe(1);
    const stocks = await Promise.all(others.map(id => stockOf(database.db, id)));
    expect(stocks.sort()).toEqual([...Array<number>(9).fill(10), 9].sort());
  });

  it('answer that the other is at work when it does not end within two seconds', async () => {
    await withTransaction(database.db, async tx => {
      await tx.query('select from products where id = $1 for update', [mug]);
      const answer = await place(placementOf([[mug, 1]]));
      expect(answer._unsafeUnwrapErr()).toMatchObject({
        code: 'idempotency.in_flight',
        retryAfterSeconds: 1,
      });
      return ok();
    }).then(result => expect(result.isOk()).toBe(true));
    expect((await place(placementOf([[mug, 1]]))).isOk()).toBe(true);
  });
});
