import type { Executor } from '../platform/db/database.ts';
import { storedOrder, type StoredOrder } from './orders.schema.ts';

const ITEM = `'productId', order_items.product_id, 'quantity', quantity, 'priceCents', order_items.price_cents`;
export const ORDER_ITEMS = `(
  select coalesce(jsonb_agg(jsonb_build_object(${ITEM}) order by order_items.product_id), '[]')
  from order_items where order_id = orders.id)`;
const ITEMS_WITH_PRODUCTS = `(
  select coalesce(jsonb_agg(jsonb_build_object(${ITEM}, 'product', jsonb_build_object(
           'name', name, 'description', description, 'priceCents', products.price_cents, 'currency', products.currency,
           'archivedAt', to_char(archived_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))
         order by order_items.product_id), '[]')
  from order_items join products on products.id = order_items.product_id
  where order_id = orders.id)`;

/** The columns of an order. @param items as SQL: its items as a JSON array */
export const orderColumns = (items: string): string => `orders.id, orders.user_id as "userId", orders.state,
  orders.total_cents as "totalCents", orders.currency, orders.version, orders.created_at as "createdAt",
  orders.updated_at as "updatedAt", ${items} as items`;

/** An order as somebody sees it. `visibleTo` is the user whose orders are seen; null for everybody's. */
export const orderViewRepository = {
  /**
   * @param lock whether nobody else may change the order until the transaction ends
   * @returns undefined for the order of another, as for none
   */
  async find(
    db: Executor,
    id: string,
    visibleTo: string | null,
    { withProducts = false, lock = false } = {},
  ): Promise<StoredOrder | undefined> {
    const [row] = await db.query(
      `-- orders.find
       select ${orderColumns(withProducts ? ITEMS_WITH_PRODUCTS : ORDER_ITEMS)}
       from orders
       where orders.id = $1 and ($2::uuid is null or orders.user_id = $2)
       ${lock ? 'for no key update of orders' : ''}`,
      [id, visibleTo],
    );
    return row && storedOrder.parse(row);
  },
} as const;

export type OrderViewRepository = typeof orderViewRepository;
