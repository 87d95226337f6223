import { describe, expect, it } from '@jest/globals';
import type { Result } from 'neverthrow';
import { createContainer } from '../../../../lib/app/container.ts';
import { notificationsModule } from '../../../../lib/notifications/notifications.module.ts';
import { orderCancellationModule } from '../../../../lib/orders/orders.module.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { productManagementModule } from '../../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../../lib/sessions/sessions.module.ts';
import { createProducts, createUser } from '../../../support/builders.ts';
import { drain } from '../../../support/drain.ts';
import { orderServiceOn, placementOf, stockOf } from '../../../support/orders.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { randomOf } from '../../../support/random.ts';
import { until } from '../../../support/until.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { declining, recordCharges, workflowOn, workflowPerformers } from '../../../support/workflow.ts';

const database = useDatabase();
/** Enough for a busy machine. */
const TIME_LIMIT_MILLISECONDS = 60_000;
const PRODUCTS = 10;
const STOCK = 60;
const ORDERS = 200;

const servicesOn = () => {
  const { db } = database;
  const shop = createContainer(
    testPlatform({ db }),
    sessionGuardModule,
    notificationsModule,
    orderCancellationModule,
    productManagementModule,
  ).scope(testInvocation());
  return {
    orderService: orderServiceOn({ db }),
    orderCancellation: shop.orderCancellation,
    stockService: shop.stockService,
  };
};

/** For each product: what it has, and what it should have by its adjustments and the orders that keep what they took. */
const books = () =>
  database.rows(
    `select stock,
            $1 + (select coalesce(sum(delta), 0) from stock_adjustments where product_id = products.id)
               - (select coalesce(sum(quantity), 0) from order_items join orders on orders.id = order_id
                  where product_id = products.id and state not in ('cancelled', 'payment_failed')) as expected
     from products`,
    [STOCK],
  );
const codeOf = (answer: Result<unknown, { readonly code: string }>) =>
  answer.isOk() ? 'ok' : answer.error.code;

describe('orders, cancellations, declined payments and stock adjustments, all at once on scarce products', () => {
  it.each([1, 2, 3])(
    'never lose or invent a piece, and nobody hears of a deadlock (seed %i)',
    async seed => {
      const random = randomOf(seed);
      await database.rows('truncate products, orders, jobs cascade');
      const products = await createProducts(
        database.db,
        Array.from({ length: PRODUCTS }, () => ({ stock: STOCK })),
      );
      const customers: readonly Principal[] = [await createUser(database.db), await createUser(database.db)];
      const admin = await createUser(database.db, { role: 'admin' });
      const { orderService, orderCancellation, stockService } = servicesOn();
      const gateway = recordCharges(charge =>
        charge.idempotencyKey.endsWith('0')
          ? declining(charge)
          : { kind: 'paid', provider: 'fake', reference: 'x' },
      );
      const linesOf = () => {
        const chosen = random.shuffled(products).slice(0, 1 + random.below(6));
        return random
          .shuffled([...chosen, ...chosen.slice(0, 2)])
          .map(id => [id, 1 + random.below(3)] as const);
      };

      const shopping = Array.from({ length: ORDERS }, (_, index) => async () => {
        const customer = customers[index % 2] ?? admin;
        const placed = await orderService.place(customer, placementOf(linesOf()), undefined);
        if (placed.isErr() || index % 3 === 0) return [codeOf(placed)];
        // Some by their customer, some by staff, some by both in the same moment.
        const { id } = placed.value;
        const callers = index % 3 === 1 ? [customer] : [customer, admin];
        return (await Promise.all(callers.map(caller => orderCancellation.cancel(caller, id)))).map(codeOf);
      });
      const adjusting = Array.from({ length: 60 }, () => async () => {
        const change = {
          delta: random.below(2) === 0 ? 1 + random.below(4) : -1 - random.below(4),
          reason: 'count',
        };
        return [
          codeOf(await stockService.adjust(admin, products[random.below(PRODUCTS)] ?? '', change, undefined)),
        ];
      });
      const working = Array.from({ length: 4 }, () => async () => {
        await drain(database.db, workflowPerformers, workflowOn({ db: database.db, gateway }));
        return [];
      });
      const codes = await Promise.all(
        random.shuffled([...shopping, ...adjusting, ...working]).map(work => work()),
      );
      await drain(database.db, workflowPerformers, workflowOn({ db: database.db, gateway }));

      expect([...new Set(codes.flat())].sort()).toEqual(expect.arrayContaining(['ok', 'order.out_of_stock']));
      const allowed = ['ok', 'order.out_of_stock', 'order.not_cancellable', 'product.insufficient_stock'];
      expect(codes.flat().filter(code => !allowed.includes(code))).toEqual([]);
      for (const { stock, expected } of await books()) {
        expect(stock).toBe(expected);
        expect(stock).toBeGreaterThanOrEqual(0);
      }
      expect(
        await database.rows(
          `select state from orders where state not in ('shipped', 'cancelled', 'payment_failed')`,
        ),
      ).toEqual([]);
    },
    TIME_LIMIT_MILLISECONDS,
  );
});

describe('an order that waits for stock', () => {
  const isWaiting = async () =>
    (await database.value(
      `select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )) === 1;

  it.each([
    ['takes what came back meanwhile', 0, 5, true, 2],
    ['leaves what went meanwhile', 5, 2, false, 2],
    ['takes from what is left then', 9, 4, true, 1],
  ])('%s', async (_what, before, meanwhile, isPlaced, after) => {
    const [mug = ''] = await createProducts(database.db, [{ stock: before }]);
    const customer = await createUser(database.db);
    const { orderService } = servicesOn();
    const other = await database.db.connect();
    await other.query('begin');
    await other.query('update products set stock = $2 where id = $1', [mug, meanwhile]);
    const placing = orderService.place(customer, placementOf([[mug, 3]]), undefined);
    await until(isWaiting, 'the order waits');
    await other.query('commit');
    other.release();
    expect((await placing).isOk()).toBe(isPlaced);
    expect(await stockOf(database.db, mug)).toBe(after);
  });
});
