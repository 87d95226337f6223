import { OutOfStock, startShop, type Place } from './shop-server.ts';

/** For each item one UPDATE of its product and one INSERT: 14 round trips for an order of five. */
export const place: Place = async (client, userId, { items, paymentToken }) => {
  const { rows: orders } = await client.query(
    `insert into orders (id, user_id, state, total_cents, currency, payment_token)
     values (uuidv7(), $1, 'pending', 0, 'USD', $2) returning id`,
    [userId, paymentToken],
  );
  const orderId: string = orders[0].id;
  let total = 0;
  for (const { productId, quantity } of items) {
    const { rows: products } = await client.query(
      `update products set stock = stock - $2, updated_at = now()
       where id = $1 and stock >= $2 and archived_at is null returning price_cents`,
      [productId, quantity],
    );
    if (products.length === 0) throw new OutOfStock();
    const price: number = products[0].price_cents;
    total += price * quantity;
    await client.query(
      'insert into order_items (order_id, product_id, quantity, price_cents) values ($1, $2, $3, $4)',
      [orderId, productId, quantity, price],
    );
  }
  await client.query('update orders set total_cents = $2 where id = $1', [orderId, total]);
  return { id: orderId, state: 'pending', items, totalCents: total };
};

export const start = () => startShop(place);
