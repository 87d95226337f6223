import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orderListRepository } from '../../../../lib/orders/orders.lists.repository.ts';
import type { Order } from '../../../../lib/orders/orders.schema.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { createProduct, createUser } from '../../../support/builders.ts';
import { orderListerOn } from '../../../support/orders.ts';
import { plansOf } from '../../../support/plans.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
/** Enough for a busy machine. */
const TIME_LIMIT_MILLISECONDS = 60_000;
let customer: Principal;
let admin: Principal;
let mug: string;

beforeAll(async () => {
  customer = await createUser(database.db);
  admin = await createUser(database.db, { role: 'admin' });
  mug = await createProduct(database.db);
});

/** Times that differ by less than a millisecond, and many that do not differ at all. */
const time = fc.integer({ min: 0, max: 4 }).map(micros => `2026-11-22T10:00:00.12300${micros}Z`);

const insert = async (createdAt: string, { userId }: Principal = customer): Promise<string> => {
  const id = uuidv7();
  await database.rows(
    `with placed as (
       insert into orders (id, user_id, state, total_cents, currency, created_at) values ($1, $2, 'pending', 1, 'USD', $3)
       returning id
     )
     insert into order_items (order_id, product_id, quantity, price_cents) select id, $4, 1, 1 from placed`,
    [id, userId, createdAt, mug],
  );
  return id;
};
const insertAll = (times: readonly string[]) => Promise.all(times.map(createdAt => insert(createdAt)));

const readPages = async (caller: Principal, limit: number, steps: readonly (() => Promise<unknown>)[]) => {
  const lister = orderListerOn(database.db);
  const shown: Order[] = [];
  let cursor: string | undefined;
  for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
    const [result] = await Promise.all([lister.list(caller, { limit, cursor }), steps[page]?.()]);
    const { items, nextCursor } = result._unsafeUnwrap();
    shown.push(...items);
    cursor = nextCursor ?? undefined;
  }
  return shown;
};

describe('the pages of orders', () => {
  it.each(['their customer', 'an administrator'])(
    'show %s every order once that was there from the beginning, the latest first, whatever is placed meanwhile',
    async who => {
      const caller = who === 'their customer' ? customer : admin;
      const times = fc.array(time, { maxLength: 12 });
      const limit = fc.integer({ min: 1, max: 4 });
      const others = fc.array(fc.array(time, { maxLength: 3 }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(times, limit, others, async (initial, size, placed) => {
          await database.rows('truncate orders cascade');
          const ids = await insertAll(initial);
          const shown = await readPages(
            caller,
            size,
            placed.map(more => () => insertAll(more)),
          );

          const shownIds = shown.map(({ id }) => id);
          expect(new Set(shownIds).size).toBe(shownIds.length);
          expect(ids.filter(id => !shownIds.includes(id))).toEqual([]);
          const inOrder = await database.rows(
            'select id from orders where id = any ($1) order by created_at desc, id desc',
            [shownIds],
          );
          expect(shownIds).toEqual(inOrder.map(({ id }) => id));
        }),
        { numRuns: 20 },
      );
    },
    TIME_LIMIT_MILLISECONDS,
  );
});

describe('a page of orders is read from an index', () => {
  beforeAll(async () => {
    await database.rows('truncate orders cascade');
    await database.rows(
      `insert into orders (id, user_id, state, total_cents, currency, created_at)
       select gen_random_uuid(), case when number % 50 = 0 then $1::uuid else $2::uuid end,
              case when number % 500 = 0 then 'paying' else 'shipped' end, 1, 'USD',
              '2026-06-01T00:00:00Z'::timestamptz - number * interval '1 minute'
       from generate_series(1, 5000) as number`,
      [customer.userId, admin.userId],
    );
    await database.rows('analyze orders');
  });

  const after = { placedAt: '2026-05-31T00:00:00.000000Z', id: '80000000-0000-4000-8000-000000000000' };
  const customerId = () => customer.userId;
  const nobody = () => null;
  it.each([
    ["a customer's own", customerId, {}, undefined, 'orders_of_user'],
    ["a customer's own, further on", customerId, {}, after, 'orders_of_user'],
    ["a customer's own in one state", customerId, { state: 'shipped' }, undefined, 'orders_of_user'],
    ["everybody's", nobody, {}, undefined, 'orders_placed'],
    ["everybody's, further on", nobody, {}, after, 'orders_placed'],
    ["everybody's of a time", nobody, { createdTo: '2026-05-31T00:00:00Z' }, undefined, 'orders_placed'],
    ["everybody's in a rare state", nobody, { state: 'paying' }, undefined, 'orders_in_state'],
    ["everybody's in a rare state, further on", nobody, { state: 'paying' }, after, 'orders_in_state'],
  ] as const)('%s', async (_what, visibleTo, filter, position, index) => {
    const [plan] = await plansOf(database.db, executor =>
      orderListRepository.list(executor, visibleTo(), filter, { after: position, limit: 21 }),
    );
    // Directly below the limit: no row is read that is not shown, and none is sorted.
    expect(plan).toMatch(
      new RegExp(
        `"Plan":{"Node Type":"Limit"[^{}]*"Plans":.{"Node Type":"Index Scan"[^{}]*"Index Name":"${index}"`,
      ),
    );
  });
});
