import type { Executor } from '../platform/db/database.ts';
import { product, type Product } from './products.schema.ts';

export const productRepository = {
  /** Products on sale in the order of their ids, from after one id. */
  async list(
    db: Executor,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<readonly Product[]> {
    const rows = await db.query(
      `-- products.list
       select id, name, description, price_cents as "priceCents", currency, stock
       from products
       where archived_at is null and ($1::uuid is null or id > $1)
       order by id
       limit $2`,
      [after ?? null, limit],
    );
    return rows.map(row => product.parse(row));
  },
} as const;

export type ProductRepository = typeof productRepository;
