import { OutOfStock, startShop, type Place } from './shop-server.ts';

/** Six statements, however many items: begin, lock the products, insert the order, its items, take the stock, commit. */
const place: Place = async (client, userId, { items, paymentToken }) => {
  const ids = items.map(({ productId }) => productId);
  const quantities = items.map(({ quantity }) => quantity);
  const { rows: products } = await client.query(
    `select id, price_cents, stock from products
     where id = any($1::uuid[]) and archived_at is null order by id for no key update`,
    [ids],
  );
  const known = new Map(products.map(product => [product.id as string, product]));
  if (items.some(({ productId, quantity }) => !(known.get(productId)?.stock >= quantity)))
    throw new OutOfStock();
  const prices = ids.map((id): number => known.get(id).price_cents);
  const total = items.reduce((sum, { quantity }, index) => sum + quantity * (prices[index] ?? 0), 0);
  const { rows: orders } = await client.query(
    `insert into orders (id, user_id, state, total_cents, currency, payment_token)
     values (uuidv7(), $1, 'pending', $2, 'USD', $3) returning id`,
    [userId, total, paymentToken],
  );
  const orderId: string = orders[0].id;
  await client.query(
    `insert into order_items (order_id, product_id, quantity, price_cents)
     select $1, * from unnest($2::uuid[], $3::int[], $4::int[])`,
    [orderId, ids, quantities, prices],
  );
  await client.query(
    `update products set stock = stock - line.quantity, updated_at = now()
     from unnest($1::uuid[], $2::int[]) as line (id, quantity) where products.id = line.id`,
    [ids, quantities],
  );
  return { id: orderId, state: 'pending', items, totalCents: total };
};

export const start = () => startShop(place);
