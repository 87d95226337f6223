import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { MAX_STOCK, stockAdjustment, type StockAdjustment } from './products.schema.ts';

export interface NewStockAdjustment {
  readonly id: string;
  readonly productId: string;
  readonly delta: number;
  readonly reason: string;
  readonly adjustedBy: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

const COLUMNS = `id, product_id as "productId", delta, reason, stock, adjusted_by as "adjustedBy", created_at as "createdAt"`;

const refusedRow = z.object({ left: z.number() });

export const stockAdjustmentRepository = {
  /**
   * Changes the stock and records why, or neither.
   *
   * @returns the adjustment, or how many are left when it would leave the limits; undefined when there is no such product
   */
  async apply(db: Executor, adjustment: NewStockAdjustment): Promise<StockAdjustment | number | undefined> {
    const { id, productId, delta, reason, adjustedBy, createdAt } = adjustment;
    const [row] = await db.query(
      `-- stock_adjustments.apply: the locked row is the latest, whatever orders took since the statement began
       with locked as (
         select id, stock from products where id = $2 for no key update
       ),
       adjusted as (
         update products set stock = locked.stock + $3::integer, updated_at = $6
         from locked
         where products.id = locked.id and locked.stock::bigint + $3::integer between 0 and ${MAX_STOCK}
         returning products.id, products.stock
       ),
       recorded as (
         insert into stock_adjustments (id, product_id, delta, reason, stock, adjusted_by, created_at)
         select $1, adjusted.id, $3::integer, $4, adjusted.stock, $5, $6 from adjusted
         returning ${COLUMNS}
       )
       select locked.stock as left, recorded.* from locked left join recorded on true`,
      [id, productId, delta, reason, adjustedBy, createdAt],
    );
    if (row === undefined) return undefined;
    return row['id'] === null ? refusedRow.parse(row).left : stockAdjustment.parse(row);
  },

  /** Records the stock that a product was created with. */
  async recordFirst(db: Executor, adjustment: NewStockAdjustment): Promise<void> {
    const { id, productId, delta, reason, adjustedBy, createdAt } = adjustment;
    await db.query(
      `-- stock_adjustments.record_first
       insert into stock_adjustments (id, product_id, delta, reason, stock, adjusted_by, created_at)
       values ($1, $2, $3, $4, $3, $5, $6)`,
      [id, productId, delta, reason, adjustedBy, createdAt],
    );
  },

  /** The adjustments of a product, the latest first, from after one id. */
  async list(
    db: Executor,
    productId: string,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<readonly StockAdjustment[]> {
    const rows = await db.query(
      `-- stock_adjustments.list
       select ${COLUMNS}
       from stock_adjustments
       where product_id = $1 and ($2::uuid is null or id < $2)
       order by id desc
       limit $3`,
      [productId, after ?? null, limit],
    );
    return rows.map(row => stockAdjustment.parse(row));
  },
} as const;

export type StockAdjustmentRepository = typeof stockAdjustmentRepository;
