import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Order } from '../../../../lib/orders/orders.schema.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { createProducts, createUser } from '../../../support/builders.ts';
import { recordWakeUps } from '../../../support/fakes.ts';
import { orderKey, orderServiceOn, orphans, placementOf } from '../../../support/orders.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const STOCK = 10;
/** Enough for a busy machine. */
const TIME_LIMIT_MILLISECONDS = 60_000;

/** What becomes of one request: it works, never arrives, or works and its answer is lost. */
const fate = fc.constantFrom('fine', 'lost before', 'lost after');
/** Twins sent at the same moment, then what others do before the next ones. */
const round = fc.record({
  fates: fc.array(fate, { minLength: 1, maxLength: 4 }),
  meanwhile: fc.constantFrom(
    undefined,
    'update products set stock = 0',
    'update products set stock = stock + 5',
    'update products set price_cents = price_cents + 1',
    'update products set archived_at = now()',
    'update products set archived_at = null',
    `update orders set state = 'shipped', version = 9`,
  ),
});

const LOST = new Error('the connection was lost');
const losing = (db: Database, fate: string): Database => ({
  connect: () => db.connect(),
  query: async (text, values) => {
    if (fate === 'lost before') throw LOST;
    const rows = await db.query(text, values);
    if (fate === 'lost after') throw LOST;
    return rows;
  },
});

describe('an order with an Idempotency-Key', () => {
  it(
    'has one effect and one answer, however it is repeated, doubled and its answers lost',
    async () => {
      const lines = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: 1, max: 3 })), {
        minLength: 1,
        maxLength: 3,
      });
      await fc.assert(
        fc.asyncProperty(lines, fc.array(round, { minLength: 1, maxLength: 5 }), async (wanted, rounds) => {
          await database.rows('truncate products, orders, jobs, idempotency_keys cascade');
          const products = await createProducts(database.db, [{ stock: STOCK }, { stock: STOCK }]);
          const customer = await createUser(database.db);
          const placement = placementOf(wanted.map(([index, quantity]) => [products[index] ?? '', quantity]));
          const key = orderKey(customer, 'the key', placement);
          const wakeUps = recordWakeUps();
          const send = (fate: string) =>
            orderServiceOn({ db: losing(database.db, fate), wakeUps })
              .place(customer, placement, key)
              .catch((error: unknown) => {
                expect(error).toBe(LOST);
                return undefined;
              });

          const placed: Order[] = [];
          for (const { fates, meanwhile } of rounds) {
            const answers = await Promise.all(fates.map(send));
            for (const answer of answers) if (answer?.isOk() === true) placed.push(answer.value);
            const effects = await database.rows('select id from orders');
            expect(effects.length).toBeLessThanOrEqual(1);
            // Whoever is refused is refused because nothing was ordered yet.
            if (answers.some(answer => answer?.isErr())) expect(effects).toEqual([]);
            if (meanwhile !== undefined) await database.rows(meanwhile);
          }

          for (const order of placed) expect(order).toEqual(placed[0]);
          const orders = await database.rows('select id from orders');
          expect(placed.length === 0 || orders.length === 1).toBe(true);
          expect(wakeUps.sent.length).toBeLessThanOrEqual(1);
          expect(await database.value('select count(*) from idempotency_keys')).toBe(orders.length);
          expect(await orphans(database.db)).toEqual({ orders: 0, jobs: 0 });
          if (orders.length === 0) return;
          // The client that heard nothing asks once more, and learns of the one order there is.
          const last = (await send('fine'))?._unsafeUnwrap();
          expect(last).toEqual(placed[0] ?? last);
          expect(last?.id).toBe(orders[0]?.['id']);
          expect(
            await database.value('select sum(quantity) from order_items where order_id = $1', [last?.id]),
          ).toBe(wanted.reduce((sum, [, quantity]) => sum + quantity, 0));
        }),
        { numRuns: 20 },
      );
    },
    TIME_LIMIT_MILLISECONDS,
  );
});
