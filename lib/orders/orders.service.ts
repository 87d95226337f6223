import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { SQLSTATE, sqlState } from '../platform/db/sqlstate.ts';
import {
  findRecorded,
  inFlight,
  keyReused,
  type IdempotencyError,
  type IdempotencyKey,
} from '../platform/http/idempotency.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { newJob } from '../platform/jobs/job.ts';
import { wakeUpNow, type WakeUpSender } from '../platform/jobs/wake-up.ts';
import { mixedCurrencies, outOfStock, unknownProducts, type PlacementError } from './orders.errors.ts';
import { orderValidate } from './orders.jobs.ts';
import { actionsOn, type Viewer } from './orders.policy.ts';
import type { OrderRepository } from './orders.repository.ts';
import { storedOrder, type Order, type Placement, type StoredOrder } from './orders.schema.ts';

export interface OrderServiceDeps {
  readonly db: Database;
  readonly orders: OrderRepository;
  readonly wakeUps: WakeUpSender;
  readonly clock: Clock;
}

/** Placing orders. */
export const createOrderService = ({ db, orders, wakeUps, clock }: OrderServiceDeps) => ({
  /**
   * Places an order at today's prices, all of it or nothing, and starts its workflow. With a key, a repeat of a request
   * that succeeded is answered as the first one was, whatever has become of the stock since.
   */
  async place(
    caller: Principal,
    placement: Placement,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Result<Order, PlacementError | IdempotencyError>> {
    const viewer = { userId: caller.userId, isAdmin: caller.role === 'admin' };
    const id = uuidv7();
    const firstJob = newJob(orderValidate, { orderId: id }, { groupId: caller.userId });
    const found = await orders
      .place(db, {
        id,
        userId: caller.userId,
        placement,
        placedAt: clock.now().toISOString(),
        idempotency,
        firstJob,
      })
      .catch((error: unknown) => {
        if (idempotency !== undefined && sqlState(error) === SQLSTATE.lockNotAvailable)
          return 'locked' as const;
        throw error;
      });
    if (found === 'locked') return err(inFlight);
    if (found.order !== null) {
      await wakeUps.send([wakeUpNow(firstJob)]);
      return ok(shownTo(viewer, found.order));
    }
    const recorded = idempotency && (await findRecorded(db, idempotency));
    if (recorded !== undefined)
      return recorded.fingerprint === idempotency?.fingerprint
        ? ok(shownTo(viewer, storedOrder.parse(recorded.snapshot)))
        : err(keyReused);
    if (found.unknown.length > 0) return err(unknownProducts(found.unknown));
    if (found.mixed) return err(mixedCurrencies);
    // All was there, so only the key stood in the way, and its record has just expired.
    return err(found.short.length > 0 ? outOfStock(found.short) : inFlight);
  },
});

/** An order with what its viewer can do with it. First answers and replays are both made by it. */
export const shownTo = (viewer: Viewer, order: StoredOrder): Order => ({
  ...order,
  actions: actionsOn(order, viewer),
});
