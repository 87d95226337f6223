import { err, ok, type Result } from 'neverthrow';
import type { NotificationService } from '../notifications/notifications.service.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import type { Enqueue, EnqueueJobs } from '../platform/jobs/enqueue.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import { orderUpdated } from './orders.contracts.ts';
import {
  notCancellable,
  notRefundable,
  orderNotFound,
  type CancellationError,
  type OrderNotFound,
  type RefundError,
} from './orders.errors.ts';
import { orderRefund } from './orders.jobs.ts';
import { visibleTo, type Viewer } from './orders.policy.ts';
import type { OrderRepository } from './orders.repository.ts';
import type { Order, StoredOrder } from './orders.schema.ts';
import { shownTo } from './orders.service.ts';
import type { TransitionName } from './orders.states.ts';
import { viewerOf } from './orders.viewer.ts';
import type { OrderViewRepository } from './orders.views.repository.ts';

export interface OrderChangesDeps {
  readonly db: Database;
  readonly orders: OrderRepository;
  readonly orderViews: OrderViewRepository;
  readonly realtime: Broadcaster;
}

/**
 * A change that somebody asks for: the transition with its effect, or nothing when it is not legal. The order is locked
 * first, so that what the caller is told is why.
 *
 * @returns the order as it then stands; the customer is told after the commit, if it changed
 */
const createChange =
  ({ orders, orderViews, realtime }: OrderChangesDeps) =>
  async (
    tx: Transaction,
    viewer: Viewer,
    orderId: string,
    [name, reason]: readonly [TransitionName, string?],
    effect: (order: StoredOrder) => Promise<void>,
  ): Promise<Result<StoredOrder, OrderNotFound>> => {
    const before = await orderViews.find(tx, orderId, visibleTo(viewer), { lock: true });
    if (before === undefined) return err(orderNotFound);
    const changed = await orders.transition(tx, orderId, name, viewer.userId, reason);
    if (changed) await effect(before);
    const after = (await orderViews.find(tx, orderId, visibleTo(viewer))) ?? before;
    const { userId, state } = after;
    if (changed)
      tx.afterCommit(async () => {
        await realtime.toUser(userId, orderUpdated({ orderId, state }));
      });
    return ok(after);
  };

export interface OrderCancellationDeps extends OrderChangesDeps {
  readonly sessionGuard: SessionGuard;
  readonly notificationService: NotificationService;
  readonly enqueueJobs: EnqueueJobs;
}

/** Cancelling orders. */
export const createOrderCancellation = (deps: OrderCancellationDeps) => {
  const { db, orders, sessionGuard, notificationService, enqueueJobs } = deps;
  const change = createChange(deps);
  return {
    /** Cancels an order whose payment has not begun, and puts its stock back. Asked for again, it is as cancelled as before. */
    async cancel(caller: Principal, orderId: string): Promise<Result<Order, CancellationError>> {
      const viewer = await viewerOf(caller, sessionGuard);
      return withTransaction(db, async tx => {
        const changed = await change(tx, viewer, orderId, ['cancel'], async ({ userId }) => {
          await orders.putBack(tx, orderId);
          await orders.forgetPaymentToken(tx, orderId);
          if (userId !== viewer.userId)
            await enqueueJobs(tx, [
              await notificationService.notifyUser(tx, userId, {
                type: 'order.cancelled',
                message: 'Your order was cancelled.',
              }),
            ]);
        });
        if (changed.isErr()) return err(changed.error);
        const { value: order } = changed;
        return order.state === 'cancelled' ? ok(shownTo(viewer, order)) : err(notCancellable(order.state));
      });
    },
  };
};

/** Asking for refunds, as administrators do. */
export const createOrderRefunds = (deps: OrderChangesDeps & { readonly enqueue: Enqueue }) => {
  const { db, enqueue } = deps;
  const change = createChange(deps);
  return {
    /** Starts to give back what was paid; a job does it. Asked for again, it goes on as before. */
    async request(caller: Principal, orderId: string, reason: string): Promise<Result<Order, RefundError>> {
      const viewer = { userId: caller.userId, isAdmin: true };
      return withTransaction(db, async tx => {
        const changed = await change(tx, viewer, orderId, ['startRefund', reason], async ({ userId }) => {
          await enqueue(tx, orderRefund, { orderId }, { groupId: userId });
        });
        if (changed.isErr()) return err(changed.error);
        const { value: order } = changed;
        const isUnderWay = order.state === 'refunding' || order.state === 'refunded';
        return isUnderWay ? ok(shownTo(viewer, order)) : err(notRefundable(order.state));
      });
    },
  };
};
