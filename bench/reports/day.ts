/**
 * Days of a shop, made by the database itself: orders with what belongs to them in proportion. Every value follows from the number
 * of the order, so all runs have the same rows, and a row finds the ids of others without a join.
 */

const PRODUCTS = 2000;
const OPENED = `timestamptz '2026-01-01'`;

/** How many users and rooms a shop of so many orders a day has. */
const usersOf = (orders: number): number => orders / 5;
const roomsOf = (orders: number): number => orders / 100;

const product = (number: string): string => `bench_id(${OPENED}, 2, ${number})`;

/** What is there before the first day of a shop. */
export const shop = (orders: number): readonly string[] => [
  `insert into products (id, name, price_cents, stock, created_at)
   select ${product('number')}, 'Product ' || number, 500, 100, ${OPENED} from generate_series(1, ${PRODUCTS}) as number`,
  `insert into users (id, name, email, age, password_hash, created_at)
   select bench_id(${OPENED}, 3, number), 'User', 'user' || number || '@bench.example', 30, '-', ${OPENED}
   from generate_series(0, ${usersOf(orders)}) as number`,
  `insert into rooms (id, name, visibility, created_at)
   select bench_id(${OPENED}, 4, number), 'Room', 'public', ${OPENED} from generate_series(0, ${roomsOf(orders)}) as number`,
];

export interface Day {
  /** Placed on it, evenly spread. */
  readonly orders: number;
  readonly since: Date;
  readonly until: Date;
  /** Of the shop: how many orders it is made for, which says how many users and rooms it has. */
  readonly size: number;
}

const PAID = `('shipped', 'paid', 'refunded', 'refunding')`;

/** The orders by their numbers, with all that follows from these. */
const ordersOf = ({ orders, since, until, size }: Day): string => `(
  select number, at, bench_id(at, 1, number) as id, bench_id(${OPENED}, 3, number % ${usersOf(size)}) as user_id,
         bench_id(${OPENED}, 4, number % ${roomsOf(size)}) as room_id, 1000 + number % 9001 as cents,
         case when number % 10 < 7 then 'USD' when number % 10 < 9 then 'EUR' else 'JPY' end as currency,
         case when number % 100 < 86 then 'shipped' when number % 100 < 88 then 'paid' when number % 100 < 89 then 'validated'
              when number % 100 < 90 then 'pending' when number % 100 < 93 then 'payment_failed'
              when number % 100 < 96 then 'cancelled' when number % 100 < 99 then 'refunded' else 'refunding' end as state
  from generate_series(1, ${orders}::bigint) as number,
       lateral (select timestamptz '${since.toISOString()}' + interval '${until.getTime() - since.getTime()} milliseconds' * ((number - 0.5) / ${orders}) as at) as placed
) as orders`;

/** Three steps of each order, a mail and a notification. */
const JOBS = `array['order.validate', 'order.pay', 'order.ship', 'email.send', 'notification.deliver']`;

/** One day: of each order 1 to 4 items, 1 to 7 events, 5 jobs and a mail; a message and a sign-in for two, a new user for fifty. */
export const day = (of: Day): readonly string[] => [
  `insert into users (id, name, email, age, password_hash, created_at)
   select bench_id(at, 3, number), 'User', 'user' || number || at || '@bench.example', 30, '-', at
   from ${ordersOf(of)} where number % 50 = 0`,
  `insert into orders (id, user_id, state, total_cents, currency, created_at, updated_at)
   select id, user_id, state, cents, currency, at, at from ${ordersOf(of)}`,
  // Some products are sold far more than others.
  `insert into order_items (order_id, product_id, quantity, price_cents)
   select id, ${product(`1 + (power(number * 7919 % 10007 / 10007.0, 3) * ${PRODUCTS - 5})::int + line`)}, 1 + (number + line) % 3, 500
   from ${ordersOf(of)}, generate_series(0, 3) as line
   where line <= number % 4`,
  `insert into order_events (order_id, to_state, actor, created_at)
   select id, step, 'system', at
   from ${ordersOf(of)},
        unnest(case state
          when 'shipped' then array['pending', 'validated', 'paying', 'paid', 'shipped']
          when 'refunded' then array['pending', 'validated', 'paying', 'paid', 'shipped', 'refunding', 'refunded']
          when 'refunding' then array['pending', 'validated', 'paying', 'paid', 'refunding']
          when 'paid' then array['pending', 'validated', 'paying', 'paid']
          when 'pending' then array['pending'] when 'validated' then array['pending', 'validated']
          when 'cancelled' then array['pending', 'validated', 'cancelled']
          else array['pending', 'validated', 'paying', 'payment_failed'] end) as step`,
  `insert into payments (order_id, provider, reference, amount_cents, currency, created_at, refunded_at, refund_reference)
   select id, 'bench', 'charge', cents, currency, at, case when state = 'refunded' then at end,
          case when state = 'refunded' then 'refund' end
   from ${ordersOf(of)} where state in ${PAID}`,
  // They end when the order was placed, and so on its day.
  `insert into jobs (id, name, queue, state, run_at, max_attempts, max_stalls, retention_seconds, created_at, started_at, finished_at)
   select bench_id(at, 16 + step, number), (${JOBS})[step], case step when 4 then 'email' else 'high-priority' end,
          case when (number * 5 + step) % 1000 = 0 then 'failed' else 'completed' end,
          at - interval '10 milliseconds' * (1 + number * step % 97), 3, 1, 604800, at - interval '1 second', at, at
   from ${ordersOf(of)}, generate_series(1, 5) as step`,
  `insert into emails (id, user_id, template, data, created_at, sent_at)
   select bench_id(at, 5, number), user_id, 'order-confirmation', '{}', at, case when number % 500 > 0 then at end from ${ordersOf(of)}`,
  `insert into messages (room_id, seq, id, user_id, content, created_at)
   select room_id, extract(epoch from at) * 1000, bench_id(at, 6, number), user_id, 'Is it on its way?', at
   from ${ordersOf(of)} where number % 2 = 0`,
  `insert into sessions (id, user_id, created_at, expires_at, last_used_at, family_hash)
   select bench_id(at, 7, number), user_id, at, at + interval '30 days', at, md5(number || ' ' || at)
   from ${ordersOf(of)} where number % 2 = 0`,
];
