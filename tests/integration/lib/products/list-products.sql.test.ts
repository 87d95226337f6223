import { beforeAll, describe, expect, it } from '@jest/globals';
import { listProducts } from '../../../../lib/products/list-products.sql.ts';
import type { ProductSort } from '../../../../lib/products/products.schema.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const PRODUCTS = 5000;
const LIMIT = 20;

beforeAll(async () => {
  await database.rows(
    `insert into products (id, name, description, price_cents, stock)
     select gen_random_uuid(), 'Thing ' || number, 'unlike ' || md5(number::text), number, 1
     from generate_series(1, $1) as number`,
    [PRODUCTS],
  );
  await database.rows('analyze products');
});

interface Filter {
  readonly archived?: string;
  readonly words?: string;
  readonly minPriceCents?: number;
  readonly position?: readonly [id: string, key?: string | number];
}

const planOf = async (sort: ProductSort, { archived = 'exclude', ...filter }: Filter): Promise<string> => {
  const { words = null, minPriceCents = null, position = [null, null] } = filter;
  const [id, key = null] = position;
  const query = words === null ? null : `'${words}':*`;
  const values = [archived, query, words, minPriceCents, null, null, LIMIT, id];
  const rows = await database.rows(
    `explain ${listProducts(sort)}`,
    sort === 'newest' ? values : [...values, key],
  );
  return rows.map(row => String(row['QUERY PLAN'])).join('\n');
};

const ID = '80000000-0000-4000-8000-000000000000';

describe('a page of products is read from an index', () => {
  it.each([
    ['newest', {}, /Backward using products_(listed|pkey)/],
    ['newest', { position: [ID] }, /Backward using products_(listed|pkey)/],
    ['newest', { archived: 'include' }, /Backward using products_pkey/],
    ['name', {}, /using products_name/],
    ['name', { position: [ID, 'thing 3'] }, /using products_name/],
    ['name', { archived: 'include' }, /using products_name/],
    ['price', {}, /using products_price/],
    ['price', { minPriceCents: 4000 }, /using products_price/],
    ['-price', {}, /Backward using products_price/],
    ['-price', { position: [ID, 2500] }, /Backward using products_price/],
  ] as readonly (readonly [ProductSort, Filter, RegExp])[])(
    'in its order: %s, %j',
    async (sort, filter, scan) => {
      const plan = await planOf(sort, filter);
      expect(plan).toMatch(scan);
      expect(plan).not.toMatch(/Seq Scan|Sort/);
    },
  );

  it('by the words searched for, when few products hold them', async () => {
    expect(await planOf('name', { words: 'c4ca4238' })).toMatch(/Bitmap Index Scan on products_words/);
  });
});
