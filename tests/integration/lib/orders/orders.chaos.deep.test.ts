import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Placement } from '../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { createProducts, createUser } from '../../../support/builders.ts';
import { drain } from '../../../support/drain.ts';
import { orderKey, orderServiceOn, orphans, placementOf } from '../../../support/orders.ts';
import { randomOf } from '../../../support/random.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { recordCharges, workflowOn, workflowPerformers } from '../../../support/workflow.ts';

jest.setTimeout(120_000);

const database = useDatabase();
const PRODUCTS = 8;
const STOCK = 200;
const ORDERS = 300;
const CLIENTS = 20;

beforeEach(() => database.rows('truncate products, orders, jobs, idempotency_keys cascade'));

/** Ends random connections of a pool while some work is done: in mid-statement, in mid-transaction, before an answer arrives. */
const killingConnections = async (application: string, work: Promise<unknown>): Promise<number> => {
  let killed = 0;
  let isOver = false;
  const killer = async () => {
    while (!isOver) {
      const victims = await database.rows(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and random() < 0.05`,
        [application],
      );
      killed += victims.length;
      await new Promise(resolve => setTimeout(resolve, 2));
    }
  };
  const killing = killer();
  await work.finally(() => {
    isOver = true;
  });
  await killing;
  return killed;
};

/** A client sends the same request with the same key until it is answered. */
const insist = async (db: Database, customer: Principal, placement: Placement, key: string) => {
  for (;;) {
    try {
      const answer = await orderServiceOn({ db }).place(
        customer,
        placement,
        orderKey(customer, key, placement),
      );
      if (answer.isOk() || answer.error.code !== 'idempotency.in_flight') return answer;
    } catch {
      // The connection was lost: nobody knows whether the order was placed.
    }
  }
};

const balance = async () =>
  (
    await database.rows(
      `select stock + coalesce((
         select sum(quantity) from order_items join orders on orders.id = order_id
         where product_id = products.id and state not in ('payment_failed', 'cancelled')), 0) as total, stock
       from products`,
    )
  ).map(({ total, stock }) => ({ total: Number(total), stock: Number(stock) }));

describe('orders placed while connections to the database are cut', () => {
  it.each([1, 2, 3])(
    'are each placed once or not at all, with their first job and their stock (seed %i)',
    async seed => {
      const random = randomOf(seed);
      const db = database.open('-c application_name=victim');
      const products = await createProducts(
        database.db,
        Array.from({ length: PRODUCTS }, () => ({ stock: STOCK })),
      );
      const customer = await createUser(database.db);
      const wishes = Array.from({ length: ORDERS }, (_, index) => ({
        key: `order-${index}`,
        placement: placementOf(
          random
            .shuffled(products)
            .slice(0, 3)
            .map(id => [id, 1 + random.below(4)] as const),
        ),
      }));
      const answered = new Map<string, string>();
      const waiting = [...wishes];
      const client = async () => {
        for (let wish = waiting.pop(); wish !== undefined; wish = waiting.pop()) {
          const answer = await insist(db, customer, wish.placement, wish.key);
          if (answer.isOk()) answered.set(wish.key, answer.value.id);
        }
      };
      const killed = await killingConnections('victim', Promise.all(Array.from({ length: CLIENTS }, client)));

      expect(killed).toBeGreaterThan(10);
      expect(answered.size).toBeGreaterThan(ORDERS / 3);
      const orders = await database.rows('select id from orders');
      // One order for each key that was answered with one, and no other.
      expect(orders.map(({ id }) => String(id)).sort()).toEqual([...answered.values()].sort());
      expect(await orphans(database.db)).toEqual({ orders: 0, jobs: 0 });
      for (const { total, stock } of await balance()) {
        expect(total).toBe(STOCK);
        expect(stock).toBeGreaterThanOrEqual(0);
      }
      // The same key is answered with the same order, however long ago.
      for (const { key, placement } of wishes.slice(0, 20)) {
        const again = await insist(database.db, customer, placement, key);
        expect(again.isOk() ? again.value.id : undefined).toBe(answered.get(key));
      }
    },
  );

  it.each([1, 2])(
    'come through their workflow, are charged once and keep or give back their stock (seed %i)',
    async seed => {
      const random = randomOf(seed);
      const db = database.open('-c application_name=victim');
      const products = await createProducts(
        database.db,
        Array.from({ length: PRODUCTS }, () => ({ stock: 1000 })),
      );
      const customer = await createUser(database.db);
      const service = orderServiceOn({ db: database.db });
      for (let index = 0; index < 80; index += 1) {
        const placement = placementOf(
          [[products[index % PRODUCTS] ?? '', 1 + random.below(3)]],
          index % 4 === 0 ? 'bad' : 'good',
        );
        expect((await service.place(customer, placement, undefined)).isOk()).toBe(true);
      }
      const gateway = recordCharges(({ paymentToken, idempotencyKey: reference }) =>
        paymentToken === 'bad'
          ? { kind: 'declined', reason: 'card declined' }
          : { kind: 'paid', provider: 'fake', reference },
      );
      const worker = async () => {
        for (let round = 0; round < 25; round += 1) {
          await makeAllDue();
          await drain(db, workflowPerformers, workflowOn({ db, gateway })).catch(() => undefined);
        }
      };
      await killingConnections('victim', Promise.all([worker(), worker(), worker()]));
      for (let round = 0; round < 10; round += 1) {
        await makeAllDue();
        await drain(database.db, workflowPerformers, workflowOn({ db: database.db, gateway }));
      }

      // Stalls and lost attempts may have failed a step for good; whatever came through is whole.
      const states = await database.rows(
        `select state, count(*) as count, count(*) filter (where payment_token is not null) as tokens,
              count(*) filter (where exists (select from payments where order_id = orders.id)) as payments
       from orders group by state`,
      );
      for (const { state, count, tokens, payments } of states) {
        const paid = ['paid', 'shipped'].includes(String(state));
        expect([state, payments]).toEqual([state, paid ? count : 0]);
        if (paid || state === 'payment_failed') expect([state, tokens]).toEqual([state, 0]);
      }
      const counts = new Map(states.map(({ state, count }) => [String(state), Number(count)]));
      expect(counts.get('shipped')).toBeGreaterThan(30);
      expect(counts.get('payment_failed')).toBeGreaterThan(5);
      for (const { total } of await balance()) expect(total).toBe(1000);
      expect(new Set(gateway.taken.keys()).size).toBe(gateway.taken.size);
    },
  );

  /** Time passes: waits are over and the leases of workers that died have run out. */
  const makeAllDue = () =>
    database.rows(
      `with free as (select id from jobs where state in ('scheduled', 'queued', 'active', 'retrying') for update skip locked)
       update jobs set run_at = least(run_at, now()),
                       lease_until = case when state = 'active' and started_at < now() - interval '200 milliseconds'
                                          then now() - interval '1 second' else lease_until end
       from free where free.id = jobs.id`,
    );
});
