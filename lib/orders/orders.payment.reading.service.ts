import { err, ok, type Result } from 'neverthrow';
import type { PaymentActions } from '../payments/payments.actions.service.ts';
import type { ProviderUnavailable } from '../payments/payments.errors.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { orderNotFound, type OrderNotFound } from './orders.errors.ts';
import type { OrderPayment } from './orders.schema.ts';
import type { OrderViewRepository } from './orders.views.repository.ts';

export interface OrderPaymentReaderDeps {
  readonly db: Database;
  readonly orderViews: OrderViewRepository;
  readonly paymentActions: PaymentActions;
}

/** How the payment of an order stands: for its customer alone, since the answer may let one go on with it. */
export const createOrderPaymentReader = ({ db, orderViews, paymentActions }: OrderPaymentReaderDeps) => ({
  async get(
    caller: Principal,
    orderId: string,
  ): Promise<Result<OrderPayment, OrderNotFound | ProviderUnavailable>> {
    const order = await orderViews.find(db, orderId, caller.userId);
    if (order === undefined) return err(orderNotFound);
    const { state } = order;
    if (state !== 'paying') return ok({ state, action: null });
    return (await paymentActions.find(orderId)).map(action => ({ state, action }));
  },
});
