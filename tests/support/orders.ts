import * as z from 'zod';
import { createContainer } from '../../lib/app/container.ts';
import {
  orderListsModule,
  orderPlacementModule,
  orderReadingModule,
} from '../../lib/orders/orders.module.ts';
import type { Placement } from '../../lib/orders/orders.schema.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Clock } from '../../lib/platform/clock/clock.ts';
import type { Database, Executor } from '../../lib/platform/db/database.ts';
import { idempotencyKey, type IdempotencyKey } from '../../lib/platform/http/idempotency.ts';
import { sandboxTokens } from '../../lib/payments/payments.sandbox.ts';
import { sessionGuardModule } from '../../lib/sessions/sessions.module.ts';
import { testInvocation, testPlatform, type TestPlatform } from './platform.ts';

/** The order service as the function that places orders has it. */
export const orderServiceOn = ({ clock, ...platform }: TestPlatform & { readonly clock?: Clock }) =>
  createContainer(testPlatform(platform), orderPlacementModule).scope(testInvocation(clock && { clock }))
    .orderService;

export const orderReaderOn = (db: Database) =>
  createContainer(testPlatform({ db }), sessionGuardModule, orderReadingModule).scope(testInvocation())
    .orderReader;

export const orderListerOn = (db: Database) =>
  createContainer(testPlatform({ db }), sessionGuardModule, orderListsModule).scope(testInvocation())
    .orderLister;

/** A placement of these lines: product ids with quantities. */
export const placementOf = (
  lines: readonly (readonly [productId: string, quantity: number])[],
  paymentToken: string = sandboxTokens.success,
): Placement => ({
  items: lines.map(([productId, quantity]) => ({ productId, quantity })),
  paymentToken,
});

/** An Idempotency-Key as the wrapper binds it to its caller, route and body. */
export const orderKey = (customer: Principal, key: string, placement: Placement): IdempotencyKey =>
  idempotencyKey(key, `${customer.userId} POST /orders`, placement);

export const stockOf = async (db: Executor, productId: string | undefined): Promise<unknown> => {
  const [row] = await db.query('select stock from products where id = $1', [productId]);
  return row?.['stock'];
};

/** Everything an order and its beginning leave behind, by table. */
export const countOrderRows = async (db: Executor): Promise<unknown> => {
  const [row] = await db.query(
    `select (select count(*) from orders) as orders, (select count(*) from order_items) as items,
            (select count(*) from order_events) as events, (select count(*) from idempotency_keys) as keys,
            (select count(*) from jobs) as jobs, (select count(*) from job_payloads) as payloads`,
  );
  return row;
};

const mismatchRow = z.object({ orders: z.number(), jobs: z.number() });

/** Orders without a first job, and first jobs without an order. Both must always be 0. */
export const orphans = async (db: Executor) => {
  const [row] = await db.query(
    `with first_jobs as (
       select (payload ->> 'orderId')::uuid as order_id from jobs join job_payloads on job_id = id where name = 'order.validate'
     )
     select (select count(*) from orders where id not in (select order_id from first_jobs)) as orders,
            (select count(*) from first_jobs where order_id not in (select id from orders)) as jobs`,
  );
  return mismatchRow.parse(row);
};
