/**
 * The figures of the local dates $1 (inclusive) to $2 (exclusive) in the zone $3. Midnight is taken by the zone's own rules, so a
 * day may last 23 or 25 hours. They are computed where the rows are: a row a section comes back, whatever the number of
 * orders. Three statements because they read different tables.
 */
const period = `period as materialized (
  select $1::date::timestamp at time zone $3 as since, $2::date::timestamp at time zone $3 as until
)`;

/** Lists of products are cut after this many. */
const LISTED = 5;
const LOW_STOCK = 10;

/** Orders placed and money received. */
export const orderFigures = `-- reports.order_figures
with ${period},
states as (
  select state, count(*)::integer as count
  from orders, period
  where created_at >= since and created_at < until
  group by state
),
received as (
  select currency, sum(amount_cents)::bigint as cents, count(*)::integer as payments
  from payments, period
  where created_at >= since and created_at < until
  group by currency
)
select
  (select jsonb_build_object(
    'placed', coalesce(sum(count), 0),
    'byState', coalesce(jsonb_object_agg(state, count) filter (where state is not null), '{}'),
    'funnel', jsonb_build_object(
      'placed', coalesce(sum(count), 0),
      'validated', coalesce(sum(count) filter (where state not in ('pending', 'cancelled')), 0),
      'paid', coalesce(sum(count) filter (where state in ('paid', 'shipped', 'refunding', 'refunded')), 0),
      'shipped', coalesce(sum(count) filter (where state = 'shipped'), 0)))
   from states) as orders,
  (select coalesce(jsonb_agg(jsonb_build_object(
     'currency', currency, 'cents', cents, 'payments', payments, 'averageCents', round(cents::numeric / payments))
     order by currency), '[]')
   from received) as revenue`;

/** What was sold of which product: orders that were cancelled or not paid sold nothing. */
export const productFigures = `-- reports.product_figures
with ${period},
quantities as (
  select order_items.product_id, sum(order_items.quantity)::integer as quantity
  from orders
  join order_items on order_items.order_id = orders.id
  cross join period
  where orders.created_at >= since and orders.created_at < until and orders.state not in ('cancelled', 'payment_failed')
  group by order_items.product_id
),
best as (
  select products.id as "productId", products.name, quantity
  from quantities
  join products on products.id = quantities.product_id
  order by quantity desc, products.id
  limit ${LISTED}
),
worst as (
  select products.id as "productId", products.name, coalesce(quantity, 0) as quantity
  from products
  left join quantities on quantities.product_id = products.id
  where products.archived_at is null
  order by coalesce(quantity, 0), products.id
  limit ${LISTED}
),
low_stock as (
  select id as "productId", name, stock from products
  where archived_at is null and stock < ${LOW_STOCK}
  order by stock, id
  limit ${LISTED}
)
select
  (select coalesce(jsonb_agg(best order by quantity desc, "productId"), '[]') from best) as best,
  (select coalesce(jsonb_agg(worst order by quantity, "productId"), '[]') from worst) as worst,
  (select coalesce(jsonb_agg(low_stock order by stock, "productId"), '[]') from low_stock) as "lowStock"`;

/** People, messages, mails and jobs. Rows of completed jobs are pruned after a week: longer periods add up their days. */
export const activityFigures = `-- reports.activity_figures
with ${period},
active as (
  select user_id from orders, period where created_at >= since and created_at < until
  union
  select user_id from messages, period where created_at >= since and created_at < until and user_id is not null
  union
  select user_id from sessions, period where created_at >= since and created_at < until
),
said as (
  select count(*)::integer as sent, count(distinct room_id)::integer as rooms
  from messages, period
  where created_at >= since and created_at < until
),
finished as (
  select count(*) filter (where state = 'completed')::integer as completed,
         count(*) filter (where state = 'failed')::integer as failed,
         percentile_cont(array[0.5, 0.95]) within group (
           order by greatest(0, extract(epoch from started_at - run_at))) as waits
  from jobs, period
  where finished_at >= since and finished_at < until
),
written as (
  select count(*)::integer as written, count(sent_at)::integer as sent
  from emails, period
  where created_at >= since and created_at < until
)
select
  (select jsonb_build_object(
    'new', (select count(*) from users, period where created_at >= since and created_at < until),
    'active', (select count(*) from active))) as users,
  (select jsonb_build_object('sent', sent, 'rooms', rooms, 'newRooms',
    (select count(*) from rooms, period where created_at >= since and created_at < until)) from said) as messages,
  (select jsonb_build_object('completed', completed, 'failed', failed, 'waitSeconds',
    case when waits[1] is not null then jsonb_build_object('median', waits[1], 'p95', waits[2]) end) from finished) as jobs,
  (select jsonb_build_object('written', written, 'sent', sent) from written) as mails`;
