import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../platform/db/database.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { lazily } from '../platform/lazily/lazily.ts';
import { productNotFound, type ProductNotFound } from './products.errors.ts';
import type { ProductListRepository, ProductPosition } from './products.lists.repository.ts';
import type { ProductRepository } from './products.repository.ts';
import type { Product, ProductFilter, ProductSort } from './products.schema.ts';

export interface ProductListerDeps {
  readonly db: Database;
  readonly productLists: ProductListRepository;
}

export interface ProductReaderDeps {
  readonly db: Database;
  readonly products: ProductRepository;
}

const id = z.guid();
/** A cursor names its order, so that one made for another is refused, not misread. */
const positions: Readonly<Record<ProductSort, () => z.ZodType<ProductPosition>>> = {
  newest: lazily(() => z.strictObject({ sort: z.literal('newest'), id })),
  name: lazily(() => z.strictObject({ sort: z.literal('name'), key: z.string(), id })),
  price: lazily(() => z.strictObject({ sort: z.literal('price'), key: z.int32(), id })),
  '-price': lazily(() => z.strictObject({ sort: z.literal('-price'), key: z.int32(), id })),
};

/** Finding products. */
export const createProductLister = ({ db, productLists }: ProductListerDeps) => ({
  /** Products that come or go between two pages neither repeat nor hide others. */
  async list(filter: ProductFilter): Promise<Result<Page<Product>, InvalidRequest>> {
    const { cursor, limit, sort } = filter;
    const after = readCursor(cursor, positions[sort]());
    if (after.isErr()) return err(after.error);
    const rows = await productLists.list(db, filter, { after: after.value, limit: limit + 1 });
    return ok(
      toPage(rows, limit, ({ id, sortKey }) => ({ sort, ...(sortKey !== null && { key: sortKey }), id })),
    );
  },
});

/** Looking at one. */
export const createProductReader = ({ db, products }: ProductReaderDeps) => ({
  async get(productId: string): Promise<Result<Product, ProductNotFound>> {
    const found = await products.find(db, productId);
    return found === undefined ? err(productNotFound) : ok(found);
  },
});
