import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { stale, versionsOf, type IfMatch } from '../platform/http/precondition.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { productNotFound, type ProductEditError } from './products.errors.ts';
import type { ProductRepository } from './products.repository.ts';
import { product, type Product, type ProductDraft, type ProductEdit } from './products.schema.ts';
import type { StockAdjustmentRepository } from './stock-adjustments.repository.ts';

export interface ProductManagementDeps {
  readonly db: Database;
  readonly products: ProductRepository;
  readonly stockAdjustments: StockAdjustmentRepository;
  readonly clock: Clock;
}

/** What administrators do with products. */
export const createProductManagement = (deps: ProductManagementDeps) => {
  const { db, products, stockAdjustments, clock } = deps;

  const setArchived = async (
    productId: string,
    ifMatch: IfMatch,
    archived: boolean,
  ): Promise<Result<Product, ProductEditError>> => {
    const versions = versionsOf(ifMatch);
    const changed = await products.setArchived(db, productId, versions, archived, clock.now().toISOString());
    if (changed !== undefined) return ok(changed);
    const found = await products.find(db, productId);
    if (found === undefined) return err(productNotFound);
    // It was so already: the same request again has nothing left to do.
    const isDone = (found.archivedAt !== null) === archived;
    return isDone && versions?.includes(found.version) !== false ? ok(found) : err(stale);
  };

  return {
    async create(
      caller: Principal,
      draft: ProductDraft,
      idempotency: IdempotencyKey | undefined,
    ): Promise<Result<Product, IdempotencyError>> {
      const createdAt = clock.now().toISOString();
      return once<Product, never>(db, idempotency, product, async tx => {
        const created = await products.insert(tx, { ...draft, id: uuidv7(), createdAt });
        if (draft.stock > 0)
          await stockAdjustments.recordFirst(tx, {
            id: uuidv7(),
            productId: created.id,
            delta: draft.stock,
            reason: 'initial stock',
            adjustedBy: caller.userId,
            createdAt,
          });
        return ok(created);
      });
    },

    /** Changes a product that is still in a version the caller names. */
    async update(
      productId: string,
      edit: ProductEdit,
      ifMatch: IfMatch,
    ): Promise<Result<Product, ProductEditError>> {
      const updatedAt = clock.now().toISOString();
      const changed = await products.update(db, productId, versionsOf(ifMatch), edit, updatedAt);
      if (changed !== undefined) return ok(changed);
      return err((await products.find(db, productId)) === undefined ? productNotFound : stale);
    },

    archive: (productId: string, ifMatch: IfMatch) => setArchived(productId, ifMatch, true),
    restore: (productId: string, ifMatch: IfMatch) => setArchived(productId, ifMatch, false),
  };
};
