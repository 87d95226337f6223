import type { Stale } from '../platform/http/precondition.ts';

export interface ProductNotFound {
  readonly code: 'product.not_found';
  readonly detail: string;
}

/** Why an edit of a product did not happen. */
export type ProductEditError = ProductNotFound | Stale;

/** Why a stock adjustment did not happen. */
export type StockAdjustmentError =
  | ProductNotFound
  | { readonly code: 'product.insufficient_stock'; readonly detail: string; readonly left: number }
  | { readonly code: 'product.stock_limit'; readonly detail: string; readonly left: number };

export type ProductError = ProductEditError | StockAdjustmentError;

export const productNotFound: ProductNotFound = {
  code: 'product.not_found',
  detail: 'There is no such product.',
};

export const insufficientStock = (left: number): StockAdjustmentError => ({
  code: 'product.insufficient_stock',
  detail: `Only ${left} are left, so not as many can go. Nothing was changed.`,
  left,
});

export const stockLimit = (left: number, limit: number): StockAdjustmentError => ({
  code: 'product.stock_limit',
  detail: `There are ${left}, and the stock of a product can be ${limit} at the most. Nothing was changed.`,
  left,
});
