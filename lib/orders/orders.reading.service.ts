import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import { orderNotFound, type OrderNotFound } from './orders.errors.ts';
import { visibleTo } from './orders.policy.ts';
import type { Order } from './orders.schema.ts';
import { shownTo } from './orders.service.ts';
import { viewerOf } from './orders.viewer.ts';
import type { OrderViewRepository } from './orders.views.repository.ts';

export interface OrderReaderDeps {
  readonly db: Database;
  readonly orderViews: OrderViewRepository;
  readonly sessionGuard: SessionGuard;
}

/** Reading an order: customers see their own, administrators see all. */
export const createOrderReader = ({ db, orderViews, sessionGuard }: OrderReaderDeps) => ({
  async get(
    caller: Principal,
    orderId: string,
    { expand }: { readonly expand?: 'items.product' | undefined } = {},
  ): Promise<Result<Order, OrderNotFound>> {
    const viewer = await viewerOf(caller, sessionGuard);
    const withProducts = expand === 'items.product';
    const found = await orderViews.find(db, orderId, visibleTo(viewer), { withProducts });
    return found === undefined ? err(orderNotFound) : ok(shownTo(viewer, found));
  },
});
