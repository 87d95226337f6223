/**
 * The figures of the local dates $1 (inclusive) to $2 (exclusive) in the zone $3, in one statement: all of them are of
 * one moment. Midnight is taken by the zone's own rules, so a day may last 23 or 25 hours.
 */
export const computeFigures = `-- reports.figures
with period as (
  select $1::date::timestamp at time zone $3 as since, $2::date::timestamp at time zone $3 as until
),
placed as (
  select orders.id, orders.state from orders, period where created_at >= since and created_at < until
),
sold as (
  select order_items.product_id, sum(order_items.quantity)::integer as quantity
  from placed
  join order_items on order_items.order_id = placed.id
  where placed.state not in ('cancelled', 'payment_failed')
  group by order_items.product_id
  order by quantity desc, order_items.product_id
  limit 5
)
select
  (select count(*)::integer from placed) as orders,
  (select coalesce(jsonb_object_agg(state, count), '{}') from (select state, count(*) from placed group by state) as states)
    as "ordersByState",
  (select coalesce(jsonb_agg(jsonb_build_object('currency', currency, 'cents', cents) order by currency), '[]')
   from (select currency, sum(amount_cents)::bigint as cents from payments, period
         where created_at >= since and created_at < until group by currency) as paid) as revenue,
  (select coalesce(jsonb_agg(jsonb_build_object('productId', products.id, 'name', products.name, 'quantity', quantity)
                             order by quantity desc, products.id), '[]')
   from sold join products on products.id = sold.product_id) as "bestProducts",
  (select count(*)::integer from users, period where created_at >= since and created_at < until) as "newUsers",
  (select count(*)::integer from messages, period where created_at >= since and created_at < until) as messages,
  (select jsonb_build_object('completed', count(*) filter (where state = 'completed'),
                             'failed', count(*) filter (where state = 'failed'))
   from jobs, period where finished_at >= since and finished_at < until) as jobs`;
