import { describe, expect, it } from '@jest/globals';
import type { Result } from 'neverthrow';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { createProducts, createUser } from '../../../support/builders.ts';
import { recordWakeUps } from '../../../support/fakes.ts';
import { orderServiceOn, orphans, placementOf } from '../../../support/orders.ts';
import { randomOf } from '../../../support/random.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const PRODUCTS = 12;
const STOCK = 40;
const ORDERS = 200;

/** Sold and left of each product. What has been put in never changes. */
const balance = () =>
  database.rows(
    `select stock as left, stock + (select coalesce(sum(quantity), 0) from order_items where product_id = products.id) as total
     from products`,
  );
const codeOf = (answer: Result<unknown, { readonly code: string }>) =>
  answer.isOk() ? 'placed' : answer.error.code;

describe('two hundred orders at once for scarce products, each in another order and with repeated lines', () => {
  it.each([1, 2, 3])('never sell what is not there, and never fail by a deadlock (seed %i)', async seed => {
    const random = randomOf(seed);
    await database.rows('truncate products, orders, jobs cascade');
    const products = await createProducts(
      database.db,
      Array.from({ length: PRODUCTS }, () => ({ stock: STOCK })),
    );
    const customer: Principal = await createUser(database.db);
    const wakeUps = recordWakeUps();
    const service = orderServiceOn({ db: database.db, wakeUps });
    const linesOf = () => {
      const chosen = random.shuffled(products).slice(0, 1 + random.below(6));
      // Some products come twice, the second time elsewhere in the list.
      return random
        .shuffled([...chosen, ...chosen.slice(0, 2)])
        .map(id => [id, 1 + random.below(3)] as const);
    };

    const answers = await Promise.all(
      Array.from({ length: ORDERS }, () => service.place(customer, placementOf(linesOf()), undefined)),
    );

    const codes = answers.map(codeOf);
    expect([...new Set(codes)].sort()).toEqual(['order.out_of_stock', 'placed']);
    const rows = await balance();
    expect(rows.map(({ total }) => total)).toEqual(Array<number>(PRODUCTS).fill(STOCK));
    for (const { left } of rows) expect(left).toBeGreaterThanOrEqual(0);
    // Scarce indeed: something was sold out.
    expect(Math.min(...rows.map(({ left }) => Number(left)))).toBeLessThan(3);
    const placed = codes.filter(code => code === 'placed').length;
    expect(await database.value('select count(*) from orders')).toBe(placed);
    expect(wakeUps.sent).toHaveLength(placed);
    expect(await orphans(database.db)).toEqual({ orders: 0, jobs: 0 });
  });
});
