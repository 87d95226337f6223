/** Rows made by the database itself; every value follows from the number of the row, so an operation knows what it must find. */

const OPENED = `timestamptz '2026-01-01'`;
const at = (number: string): string => `${OPENED} + interval '1 second' * ${number}`;

/** Kinds of ids, as `bench_id` takes them. */
const kinds = { order: 1, user: 3, room: 4, message: 6, job: 16 } as const;
export type Kind = keyof typeof kinds;

/** The id of a row, as SQL. Users and rooms are there from the beginning; all else comes second by second. */
export const idOf = (kind: Kind, number: string): string =>
  `bench_id(${kind === 'user' || kind === 'room' ? OPENED : at(number)}, ${kinds[kind]}, ${number})`;

export const ORDERS_EACH = 100;
const usersFor = (orders: number): number => orders / ORDERS_EACH;

const users = (count: number): string =>
  `insert into users (id, name, email, age, password_hash, created_at)
   select ${idOf('user', 'number')}, 'User', 'user' || number || '@bench.example', 30, '-', ${OPENED}
   from generate_series(0, ${count} - 1) as number`;

/** Each customer has a hundred orders, spread over all of the time; one in a hundred orders has failed. */
export const orders = (count: number): readonly string[] => [
  users(usersFor(count)),
  `insert into orders (id, user_id, state, total_cents, currency, created_at, updated_at)
   select ${idOf('order', 'number')}, ${idOf('user', `number % ${usersFor(count)}`)},
          case when number % 100 = 7 then 'payment_failed' else 'shipped' end, 1000, 'USD', ${at('number')}, ${at('number')}
   from generate_series(0::bigint, ${count} - 1) as number`,
  `insert into order_items (order_id, product_id, quantity, price_cents)
   select ${idOf('order', 'number')}, bench_id(${OPENED}, 2, line), 1, 500
   from generate_series(0::bigint, ${count} - 1) as number, generate_series(1, 2) as line`,
];

const NAMES = `array['order.validate', 'order.pay', 'order.ship', 'email.send', 'notification.deliver']`;

/** One in a hundred jobs has failed, one in a hundred waits; the rest has completed. */
export const jobs = (count: number): readonly string[] => [
  `insert into jobs (id, name, queue, state, run_at, send_after, max_attempts, max_stalls, retention_seconds, created_at, started_at,
                     finished_at)
   select ${idOf('job', 'number')}, (${NAMES})[1 + number % 5], case number % 5 when 3 then 'email' else 'high-priority' end,
          case number % 100 when 7 then 'failed' when 11 then 'queued' else 'completed' end, ${at('number')},
          case number % 100 when 11 then ${at('number')} end, 3, 1, 604800, ${at('number')},
          case number % 100 when 11 then null else ${at('number')} end, case number % 100 when 11 then null else ${at('number')} end
   from generate_series(0::bigint, ${count} - 1) as number`,
  `insert into job_payloads (job_id, payload)
   select ${idOf('job', 'number')}, jsonb_build_object('orderId', ${idOf('order', 'number')})
   from generate_series(0::bigint, ${count} - 1) as number`,
];

/** A public room in which all was said, and one more user who listens. */
export const messages = (count: number): readonly string[] => [
  users(10),
  `insert into rooms (id, name, visibility, last_seq, created_at)
   select ${idOf('room', '0')}, 'Room', 'public', ${count}, ${OPENED}`,
  `insert into messages (room_id, seq, id, user_id, content, client_message_id, created_at)
   select ${idOf('room', '0')}, number, ${idOf('message', 'number')}, ${idOf('user', 'number % 10')}, 'Is it on its way?',
          'c' || number, ${at('number')}
   from generate_series(1::bigint, ${count}) as number`,
];
