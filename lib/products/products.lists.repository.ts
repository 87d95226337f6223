import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { listProducts } from './list-products.sql.ts';
import { product, type ProductFilter } from './products.schema.ts';

/** Where a page of products starts: after the row with this key, if the order has one, and this id. */
export interface ProductPosition {
  readonly key?: string | number | undefined;
  readonly id: string;
}

const listedProduct = product.extend({ sortKey: z.union([z.string(), z.number()]).nullable() });
type ListedProduct = Readonly<z.infer<typeof listedProduct>>;

/** Each word as a lexeme that others may begin with; Postgres takes care of what is inside the quotes. */
const beginnings = (words: string): string =>
  words
    .split(/\s+/)
    .map(word => `'${word.replaceAll(/['\\]/g, '$&$&')}':*`)
    .join(' & ');

export const productListRepository = {
  async list(
    db: Executor,
    { q, sort, ...filter }: ProductFilter,
    { after, limit }: { after: ProductPosition | undefined; limit: number },
  ): Promise<readonly ListedProduct[]> {
    const rows = await db.query(listProducts(sort), [
      filter.archived,
      q === undefined ? null : beginnings(q),
      q ?? null,
      filter.minPriceCents ?? null,
      filter.maxPriceCents ?? null,
      filter.inStock ?? null,
      limit,
      after?.id ?? null,
      ...(sort === 'newest' ? [] : [after?.key ?? null]),
    ]);
    return rows.map(row => listedProduct.parse(row));
  },
} as const;

export type ProductListRepository = typeof productListRepository;
