/**
 * The figures of the time from $1 (inclusive) to $2 (exclusive), computed where the rows are: one row comes back, whatever the
 * number of orders. A statement each for what is read together. Time comes as parameters and not as a row to join with:
 * only then does the planner know how much it is, and scan in parallel.
 */

/** Lists of products are cut after this many. */
const LISTED = 5;
const LOW_STOCK = 10;
/** More currencies than the world has. A report stays small also where every price has one of its own. */
const MOST_CURRENCIES = 200;

/** Those that were paid for and not given back. */
const SOLD = `('paid', 'shipped')`;

const within = (column: string): string => `${column} >= $1 and ${column} < $2`;

/**
 * Orders by where they are now, and how far they got. The order's state tells the latter, except of those that were called off or
 * given back: for these few the audit trail is asked. Also the first and the last of their ids, for `productFigures`.
 */
export const orderFigures = `-- reports.order_figures
with states as (
  -- As text, in the same order: Postgres has no least uuid.
  select state, count(*) as count, min(id::text collate "C") as first_id, max(id::text collate "C") as last_id
  from orders
  where ${within('created_at')}
  group by state
),
called_off as (
  select coalesce(sum(validated) filter (where orders.state = 'cancelled'), 0) as validated, coalesce(sum(shipped), 0) as shipped
  from orders
  -- Counted for each of them: a join would read the trail of all the others too.
  cross join lateral (
    select count(*) filter (where to_state = 'validated') as validated, count(*) filter (where to_state = 'shipped') as shipped
    from order_events
    where order_events.order_id = orders.id
  ) as trail
  where ${within('orders.created_at')} and orders.state in ('cancelled', 'refunding', 'refunded')
)
select jsonb_build_object(
         'placed', coalesce(sum(count), 0),
         'byState', coalesce(jsonb_object_agg(state, count) filter (where state is not null), '{}'),
         'funnel', jsonb_build_object(
           'placed', coalesce(sum(count), 0),
           'validated', coalesce(sum(count) filter (where state not in ('pending', 'cancelled')), 0)
             + (select validated from called_off),
           'paid', coalesce(sum(count) filter (where state in ('paid', 'shipped', 'refunding', 'refunded')), 0),
           'shipped', coalesce(sum(count) filter (where state = 'shipped'), 0) + (select shipped from called_off))) as orders,
       min(first_id) as "firstId", max(last_id) as "lastId"
from states`;

/** Money that came and money that was given back, whenever the orders were placed; the currencies used most come first. */
export const revenueFigures = `-- reports.revenue_figures
with received as (
  select currency, sum(amount_cents) as cents, count(*) as payments
  from payments
  where ${within('created_at')}
  group by currency
),
given_back as (
  select currency, sum(amount_cents) as cents, count(*) as refunds
  from payments
  where ${within('refunded_at')}
  group by currency
),
revenue as (
  select currency, coalesce(received.cents, 0) as cents, coalesce(payments, 0) as payments,
         coalesce(round(received.cents / payments), 0) as average_cents,
         coalesce(given_back.cents, 0) as refunded_cents, coalesce(refunds, 0) as refunds
  from received
  full join given_back using (currency)
  order by payments desc nulls last, currency
  limit ${MOST_CURRENCIES}
)
select coalesce(jsonb_agg(jsonb_build_object(
         'currency', currency, 'cents', cents, 'payments', payments, 'averageCents', average_cents,
         'refundedCents', refunded_cents, 'refunds', refunds) order by payments desc, currency), '[]') as revenue
from revenue`;

/**
 * What was sold of which product: the items of the orders placed in the period. $3 and $4 are the first and the last id of those orders.
 * Ids follow the time, so their items stand together, and only there are they looked for, however long the history.
 */
export const productFigures = `-- reports.product_figures
with quantities as (
  select order_items.product_id, sum(order_items.quantity) as quantity
  from orders
  join order_items on order_items.order_id = orders.id
  where ${within('orders.created_at')} and orders.state in ${SOLD} and order_items.order_id between $3 and $4
  group by order_items.product_id
),
best as (
  select products.id as "productId", products.name, quantity
  from quantities
  join products on products.id = quantities.product_id
  order by quantity desc, products.id
  limit ${LISTED}
),
-- On sale when the period ended.
worst as (
  select products.id as "productId", products.name, coalesce(quantity, 0) as quantity
  from products
  left join quantities on quantities.product_id = products.id
  where products.created_at < $2 and (products.archived_at is null or products.archived_at >= $2)
  order by coalesce(quantity, 0), products.id
  limit ${LISTED}
),
low_stock as (
  select id as "productId", name, stock from products
  where archived_at is null and stock < ${LOW_STOCK}
  order by stock, id
  limit ${LISTED}
)
select jsonb_build_object(
  'best', (select coalesce(jsonb_agg(best order by quantity desc, "productId"), '[]') from best),
  'worst', (select coalesce(jsonb_agg(worst order by quantity, "productId"), '[]') from worst),
  'lowStock', (select coalesce(jsonb_agg(low_stock order by stock, "productId"), '[]') from low_stock)) as products`;

/** People, messages and mails. Each source of active users is made distinct by itself, which takes no sorting of its rows. */
export const activityFigures = `-- reports.activity_figures
with buyers as materialized (
  select distinct user_id from orders where ${within('created_at')}
),
writers as materialized (
  select distinct user_id from messages where ${within('created_at')} and user_id is not null
),
visitors as materialized (
  select distinct user_id from sessions where ${within('created_at')}
),
active as (
  select user_id from buyers union select user_id from writers union select user_id from visitors
),
said as (
  select room_id, count(*) as count from messages where ${within('created_at')} group by room_id
)
select
  (select jsonb_build_object(
    'new', (select count(*) from users where ${within('created_at')}),
    'active', (select count(*) from active))) as users,
  (select jsonb_build_object('sent', coalesce(sum(count), 0), 'rooms', count(*),
    'newRooms', (select count(*) from rooms where ${within('created_at')})) from said) as messages,
  (select jsonb_build_object('written', count(*), 'sent', count(sent_at))
   from emails where ${within('created_at')}) as mails`;

/**
 * Jobs that ended, and how long they had waited when they began: to a hundredth of a second, and 11 days at most. Counting equal waits
 * needs neither sorting nor the rows in one place; migration 0072 tells the planner how few different ones there are.
 */
export const jobFigures = `-- reports.job_figures
with ended as (
  select state, width_bucket(date_part('epoch', started_at - run_at), 0, 1000000, 100000000) as hundredths, count(*) as count
  from jobs
  where ${within('finished_at')} and state in ('completed', 'failed')
  group by 1, 2
),
ranked as (
  select greatest(hundredths - 1, 0) / 100.0 as seconds,
         sum(count) over (order by hundredths) / sum(count) over () as share
  from ended
  where hundredths is not null
)
select (select jsonb_build_object(
          'completed', coalesce(sum(count) filter (where state = 'completed'), 0),
          'failed', coalesce(sum(count) filter (where state = 'failed'), 0)) from ended)
       || (select jsonb_build_object('waitSeconds', case when count(*) > 0 then jsonb_build_object(
             'median', min(seconds) filter (where share >= 0.5), 'p95', min(seconds) filter (where share >= 0.95)) end)
           from ranked) as jobs`;
