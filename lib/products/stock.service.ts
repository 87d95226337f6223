import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import {
  insufficientStock,
  productNotFound,
  stockLimit,
  type ProductNotFound,
  type StockAdjustmentError,
} from './products.errors.ts';
import type { ProductManagementDeps } from './products.management.service.ts';
import { MAX_STOCK, stockAdjustment, type StockAdjustment, type StockChange } from './products.schema.ts';

const position = z.guid();

/** Changes of stock that no order makes, and the record of them. */
export const createStockService = ({ db, products, stockAdjustments, clock }: ProductManagementDeps) => ({
  /** Counts pieces in or out. The stock never goes below zero, whatever orders take at the same time. */
  async adjust(
    caller: Principal,
    productId: string,
    { delta, reason }: StockChange,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Result<StockAdjustment, StockAdjustmentError | IdempotencyError>> {
    return once<StockAdjustment, StockAdjustmentError>(db, idempotency, stockAdjustment, async tx => {
      const createdAt = clock.now().toISOString();
      const id = uuidv7();
      const adjustedBy = caller.userId;
      const applied = await stockAdjustments.apply(tx, {
        id,
        productId,
        delta,
        reason,
        adjustedBy,
        createdAt,
      });
      if (applied === undefined) return err(productNotFound);
      if (typeof applied !== 'number') return ok(applied);
      return err(delta < 0 ? insufficientStock(applied) : stockLimit(applied, MAX_STOCK));
    });
  },

  async list(
    productId: string,
    { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Result<Page<StockAdjustment>, ProductNotFound | InvalidRequest>> {
    const after = readCursor(cursor, position);
    if (after.isErr()) return err(after.error);
    if ((await products.find(db, productId)) === undefined) return err(productNotFound);
    const rows = await stockAdjustments.list(db, productId, { after: after.value, limit: limit + 1 });
    return ok(toPage(rows, limit, ({ id }) => id));
  },
});
