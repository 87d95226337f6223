import * as z from 'zod';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import type { Bench } from '../frame/benchmark.ts';

const PRODUCTS = 1_000;
/** More than any round sells. */
const STOCK = 1_000_000;
/** What a rush finds of a product. */
export const SCARCE = 10;

export interface Shop {
  readonly url: string;
  readonly products: readonly string[];
  /** Few of it are there. */
  readonly scarce: string;
  readonly users: readonly string[];
  /** The ids of the orders that are there with items of so many products, and their stock taken. @throws Error when stock and items differ */
  completeOrders(items: number): Promise<ReadonlySet<string>>;
  /** As it was at first, so that no round pays for what an earlier one has left. */
  reset(): Promise<void>;
}

const uuids = (count: number): readonly string[] => Array.from({ length: count }, () => uuidv7());

/** A new shop in a database of its own. */
export const openShop = async (bench: Bench, userCount: number): Promise<Shop> => {
  const url = await bench.database();
  const db = openDatabase({ url, poolSize: 1, onIdleError: () => undefined });
  bench.defer(() => db.close());
  const [products, users] = [uuids(PRODUCTS), uuids(userCount)];
  const scarce = uuidv7();
  await db.query(
    `/* bench.users */ insert into users (id, name, email, age, password_hash)
     select id, 'Customer', id || '@bench.example', 30, '-' from unnest($1::uuid[]) as id`,
    [users],
  );
  await db.query(
    `/* bench.products */ insert into products (id, name, price_cents, stock)
     select id, 'Product', 500, case id when $2 then $3::integer else $4 end from unnest($1::uuid[]) as id`,
    [[...products, scarce], scarce, SCARCE, STOCK],
  );
  const reset = () => resetShop(db, scarce);
  await reset();
  return {
    url,
    products,
    scarce,
    users,
    reset,
    async completeOrders(items) {
      await checkStock(db, scarce);
      const rows = await db.query(
        `/* bench.orders */ select order_id as id from order_items group by order_id having count(*) = $1`,
        [items],
      );
      return new Set(rows.map(({ id }) => String(id)));
    },
  };
};

const resetShop = async (db: PooledDatabase, scarce: string): Promise<void> => {
  await db.query('truncate orders, order_items, order_events, jobs, job_payloads cascade');
  await db.query(
    '/* bench.restock */ update products set stock = case id when $1 then $2::integer else $3 end',
    [scarce, SCARCE, STOCK],
  );
  await db.query('vacuum analyze products');
};

const wrong = z.object({ products: z.number() });

const checkStock = async (db: PooledDatabase, scarce: string): Promise<void> => {
  const [row] = await db.query(
    `/* bench.stock: what is left and what was sold is what there was */
     select count(*)::integer as products
     from products left join (select product_id, sum(quantity) as sold from order_items group by product_id) as sales
          on product_id = id
     where stock < 0 or stock + coalesce(sold, 0) <> case id when $1 then $2::integer else $3 end`,
    [scarce, SCARCE, STOCK],
  );
  const { products } = wrong.parse(row);
  if (products > 0)
    throw new Error(`of ${products} products more or less was sold than taken from the stock`);
};
