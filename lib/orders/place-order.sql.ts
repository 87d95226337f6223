import { insertJobsWith } from '../platform/jobs/insert-jobs.sql.ts';

/**
 * Places an order in one statement: stock taken, order, items, audit event, idempotency record and first job, or nothing.
 *
 * - Products are locked in the order of their ids, so two orders never wait for each other in a circle. The lock waits for
 *   the rows' latest versions: what is read below is what no other order can take.
 * - Lines of the same product are added up. The ids are named as an array too: of a join alone the planner makes a reading of all
 *   products while there are some thousands.
 * - Nothing is written unless every product is on sale, in one currency and in stock, and the key is new. The key
 *   comes after the locks: a twin with the same products waits for the first one's commit, then finds its key.
 * - Stock is judged and taken by what the locked rows hold. `products.stock` in the update would first be read as it was when
 *   the statement began: after stock came back meanwhile, a guard on it would leave the order placed and its stock
 *   untaken, and the check of the table would fail on a number that is never stored.
 *
 * $1 order id; $2 user id; $3 product ids and $4 quantities, line by line; $5 payment token; $6 time of the order;
 * $7 scope, $8 key (null for none) and $9 fingerprint; $10 a JSON array of NewJob.
 * Returns one row: the order as JSON when it was placed; else the products unknown and short, and whether their currencies are mixed.
 */
export const placeOrder = `-- orders.place, prepared
with wanted as (
  select product_id, sum(quantity)::integer as quantity
  from unnest($3::uuid[], $4::integer[]) as line (product_id, quantity)
  group by product_id
),
locked as (
  select products.id, products.price_cents, products.currency, products.stock, wanted.quantity
  from products
  join wanted on wanted.product_id = products.id
  where products.id = any ($3::uuid[]) and products.archived_at is null
  order by products.id
  for no key update of products
),
verdict as (
  select count(*) = (select count(*) from wanted) and bool_and(stock >= quantity) and min(currency) = max(currency) as possible,
         min(currency) <> max(currency) as mixed, min(currency) as currency,
         sum(price_cents::bigint * quantity)::bigint as total_cents,
         jsonb_agg(jsonb_build_object('productId', id, 'quantity', quantity, 'priceCents', price_cents) order by id) as items
  from locked
),
snapshot as (
  select jsonb_build_object('id', $1::uuid, 'userId', $2::uuid, 'state', 'pending', 'items', items,
                            'totalCents', total_cents, 'currency', currency, 'version', 1,
                            'createdAt', $6::text, 'updatedAt', $6::text) as placed
  from verdict
  where possible
),
recorded as (
  insert into idempotency_keys (scope, key, fingerprint, snapshot)
  select $7, $8, $9, placed from snapshot where $8::text is not null
  on conflict (scope, key) do nothing
  returning key
),
placed as (
  insert into orders (id, user_id, state, total_cents, currency, payment_token, created_at, updated_at)
  select $1::uuid, $2::uuid, 'pending', total_cents, currency, $5, $6::timestamptz, $6::timestamptz
  from verdict
  where possible and ($8::text is null or exists (select from recorded))
  returning id
),
taken as (
  update products
  set stock = locked.stock - locked.quantity, updated_at = $6::timestamptz
  from locked, placed
  where products.id = locked.id
),
items as (
  insert into order_items (order_id, product_id, quantity, price_cents)
  select placed.id, locked.id, locked.quantity, locked.price_cents from placed, locked
),
event as (
  insert into order_events (order_id, to_state, actor, created_at)
  select id, 'pending', $2::text, $6::timestamptz from placed
),
${insertJobsWith('$10', 'exists (select from placed)')}
select (select placed from snapshot where exists (select from placed)) as "order",
       coalesce(verdict.mixed, false) as mixed,
       array(select product_id::text from wanted where product_id not in (select id from locked) order by product_id) as unknown,
       (select coalesce(jsonb_agg(jsonb_build_object('productId', id, 'requested', quantity, 'left', stock) order by id), '[]')
        from locked where stock < quantity) as short
from verdict`;
