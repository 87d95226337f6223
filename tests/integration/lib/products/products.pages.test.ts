import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { productListRepository } from '../../../../lib/products/products.lists.repository.ts';
import { productSorts, type Product, type ProductSort } from '../../../../lib/products/products.schema.ts';
import { createProductLister } from '../../../../lib/products/products.service.ts';
import { createProduct } from '../../../support/builders.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
/** Enough for a busy machine. */
const TIME_LIMIT_MILLISECONDS = 60_000;

const product = fc.record({
  // Few of each, so that many stand at the same place but for their ids.
  name: fc.constantFrom('Apron', 'apron', 'Bag', 'Zebra', 'Ärmel', '\u{1f600}'),
  priceCents: fc.integer({ min: 0, max: 3 }),
});
type Draft = typeof product extends fc.Arbitrary<infer T> ? T : never;

/** What others do while one page is read. */
const meanwhile = fc.record({ inserts: fc.array(product, { maxLength: 3 }), archives: fc.nat({ max: 2 }) });

const before: Readonly<Record<ProductSort, (one: Product, other: Product) => boolean>> = {
  newest: (one, other) => one.id > other.id,
  name: (one, other) => one.name.toLowerCase() <= other.name.toLowerCase(),
  price: (one, other) => one.priceCents <= other.priceCents,
  '-price': (one, other) => one.priceCents >= other.priceCents,
};

const create = (drafts: readonly Draft[]) =>
  Promise.all(drafts.map(draft => createProduct(database.db, draft)));
const archive = (ids: readonly string[]) =>
  database.rows('update products set archived_at = now() where id = any ($1)', [ids]);

/** Reads every page, and lets others work at the same time. @returns the products in the order they were shown */
const readPages = async (sort: ProductSort, limit: number, steps: readonly (() => Promise<unknown>)[]) => {
  const service = createProductLister({ db: database.db, productLists: productListRepository });
  const shown: Product[] = [];
  let cursor: string | undefined;
  for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
    const listed = service.list({ sort, limit, cursor, archived: 'exclude' });
    const [result] = await Promise.all([listed, steps[page]?.()]);
    const { items, nextCursor } = result._unsafeUnwrap();
    expect(items.length).toBeLessThanOrEqual(limit);
    shown.push(...items);
    cursor = nextCursor ?? undefined;
  }
  return shown;
};

describe.each(productSorts)('the pages of products by %s', sort => {
  it(
    'show every product once that is there all the time, and none twice, whatever others do meanwhile',
    async () => {
      const limit = fc.integer({ min: 1, max: 4 });
      const initial = fc.array(product, { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(
          initial,
          limit,
          fc.array(meanwhile, { maxLength: 6 }),
          async (drafts, size, others) => {
            await database.rows('truncate products cascade');
            const ids = await create(drafts);
            const leaving = [...ids];
            const steps = others.map(({ inserts, archives }) => {
              const gone = leaving.splice(0, archives);
              return () => Promise.all([create(inserts), archive(gone)]);
            });
            const shown = await readPages(sort, size, steps);

            const shownIds = shown.map(({ id }) => id);
            expect(new Set(shownIds).size).toBe(shownIds.length);
            expect(leaving.filter(id => !shownIds.includes(id))).toEqual([]);
            for (const [index, next] of shown.slice(1).entries()) {
              const previous = shown[index];
              expect(previous !== undefined && before[sort](previous, next)).toBe(true);
            }
          },
        ),
        { numRuns: 20 },
      );
    },
    TIME_LIMIT_MILLISECONDS,
  );
});
