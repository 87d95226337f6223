import type { IdempotencyError } from '../platform/http/idempotency.ts';
import type { Shortage } from './orders.schema.ts';

export type OrderError =
  | { readonly code: 'order.not_found'; readonly detail: string }
  | {
      readonly code: 'order.unknown_product';
      readonly detail: string;
      readonly productIds: readonly string[];
    }
  | { readonly code: 'order.mixed_currencies'; readonly detail: string }
  | { readonly code: 'order.out_of_stock'; readonly detail: string; readonly products: readonly Shortage[] }
  | IdempotencyError;

export const orderNotFound: OrderError = { code: 'order.not_found', detail: 'There is no such order.' };

export const unknownProducts = (productIds: readonly string[]): OrderError => ({
  code: 'order.unknown_product',
  detail: 'Products that `productIds` lists are not on sale. Take them off the order.',
  productIds,
});

export const mixedCurrencies: OrderError = {
  code: 'order.mixed_currencies',
  detail: 'The products are sold in different currencies. Place one order for each.',
};

export const outOfStock = (products: readonly Shortage[]): OrderError => ({
  code: 'order.out_of_stock',
  detail: 'Fewer are left than were ordered of the products that `products` lists. Nothing was ordered.',
  products,
});
