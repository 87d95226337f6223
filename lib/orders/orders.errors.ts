import type { OrderState, Shortage } from './orders.schema.ts';

export interface OrderNotFound {
  readonly code: 'order.not_found';
  readonly detail: string;
}

/** Why an order cannot be placed. */
export type PlacementError =
  | {
      readonly code: 'order.unknown_product';
      readonly detail: string;
      readonly productIds: readonly string[];
    }
  | { readonly code: 'order.mixed_currencies'; readonly detail: string }
  | { readonly code: 'order.out_of_stock'; readonly detail: string; readonly products: readonly Shortage[] };

interface NotInState<Code extends string> {
  readonly code: Code;
  readonly detail: string;
  readonly state: OrderState;
}

/** Why an order was not cancelled. */
export type CancellationError = OrderNotFound | NotInState<'order.not_cancellable'>;
/** Why no refund was started. */
export type RefundError = OrderNotFound | NotInState<'order.not_refundable'>;

export type OrderError = PlacementError | CancellationError | RefundError;

export const orderNotFound: OrderNotFound = { code: 'order.not_found', detail: 'There is no such order.' };

export const unknownProducts = (productIds: readonly string[]): PlacementError => ({
  code: 'order.unknown_product',
  detail: 'Products that `productIds` lists are not on sale. Take them off the order.',
  productIds,
});

export const mixedCurrencies: PlacementError = {
  code: 'order.mixed_currencies',
  detail: 'The products are sold in different currencies. Place one order for each.',
};

export const outOfStock = (products: readonly Shortage[]): PlacementError => ({
  code: 'order.out_of_stock',
  detail: 'Fewer are left than were ordered of the products that `products` lists. Nothing was ordered.',
  products,
});

export const notCancellable = (state: OrderState): CancellationError => ({
  code: 'order.not_cancellable',
  detail: `The order is ${state}. It can be cancelled only before its payment has begun.`,
  state,
});

export const notRefundable = (state: OrderState): RefundError => ({
  code: 'order.not_refundable',
  detail: `The order is ${state}. Only what was paid can be given back.`,
  state,
});
