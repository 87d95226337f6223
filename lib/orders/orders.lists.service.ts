import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { orderNotFound, type OrderNotFound } from './orders.errors.ts';
import type { OrderListRepository } from './orders.lists.repository.ts';
import { actorFor, visibleTo } from './orders.policy.ts';
import { orderPosition, type Order, type OrderEvent, type OrderFilter } from './orders.schema.ts';
import { shownTo } from './orders.service.ts';
import { viewerOf } from './orders.viewer.ts';
import type { OrderViewRepository } from './orders.views.repository.ts';

export interface OrderListerDeps {
  readonly db: Database;
  readonly orderViews: OrderViewRepository;
  readonly orderLists: OrderListRepository;
  readonly sessionGuard: SessionGuard;
}

/** Lists of orders, and of what happened to one: customers see their own, administrators see all. */
export const createOrderLister = ({ db, orderViews, orderLists, sessionGuard }: OrderListerDeps) => ({
  async list(
    caller: Principal,
    { cursor, limit, ...filter }: OrderFilter,
  ): Promise<Result<Page<Order>, InvalidRequest>> {
    const after = readCursor(cursor, orderPosition);
    if (after.isErr()) return err(after.error);
    const viewer = await viewerOf(caller, sessionGuard);
    const rows = await orderLists.list(db, visibleTo(viewer), filter, {
      after: after.value,
      limit: limit + 1,
    });
    const { items, nextCursor } = toPage(rows, limit, ({ placedAt, id }) => ({ placedAt, id }));
    return ok({ items: items.map(found => shownTo(viewer, found)), nextCursor });
  },

  /** What happened to an order, from the beginning. */
  async events(caller: Principal, orderId: string): Promise<Result<Page<OrderEvent>, OrderNotFound>> {
    const viewer = await viewerOf(caller, sessionGuard);
    const found = await orderViews.find(db, orderId, visibleTo(viewer));
    if (found === undefined) return err(orderNotFound);
    const events = await orderLists.events(db, orderId);
    const items = events.map(event => ({ ...event, ...actorFor(event.actor, found, viewer) }));
    return ok({ items, nextCursor: null });
  },
});
