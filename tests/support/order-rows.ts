import type { OrderState } from '../../lib/orders/orders.schema.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';

/** How an order gets to a state. */
const paths: Readonly<Record<OrderState, readonly OrderState[]>> = {
  pending: [],
  validated: ['pending'],
  paying: ['pending', 'validated'],
  paid: ['pending', 'validated', 'paying'],
  payment_failed: ['pending', 'validated', 'paying'],
  shipped: ['pending', 'validated', 'paying', 'paid'],
  cancelled: ['pending'],
  refunding: ['pending', 'validated', 'paying', 'paid'],
  refunded: ['pending', 'validated', 'paying', 'paid', 'refunding'],
};

export interface OrderRow {
  readonly state?: OrderState;
  /** A product and how many of it; the stock is not touched. */
  readonly items?: readonly (readonly [productId: string, quantity: number])[];
  readonly createdAt?: string;
}

/** An order in any state, with the trail that leads there and its payment, but no job; its id. Each piece costs 500. */
export const createOrder = async (
  db: Executor,
  { userId }: Principal,
  { state = 'pending', items = [], createdAt = '2026-11-22T10:00:00.000Z' }: OrderRow = {},
): Promise<string> => {
  const id = uuidv7();
  const total = items.reduce((sum, [, quantity]) => sum + 500 * quantity, 0);
  await db.query(
    `insert into orders (id, user_id, state, total_cents, currency, payment_token, version, created_at, updated_at)
     values ($1, $2, $3, $4, 'USD', 'tok_success', $5, $6, $6)`,
    [id, userId, state, total, paths[state].length + 1, createdAt],
  );
  for (const [productId, quantity] of items)
    await db.query(
      'insert into order_items (order_id, product_id, quantity, price_cents) values ($1, $2, $3, 500)',
      [id, productId, quantity],
    );
  const trail = [...paths[state], state];
  for (const [index, to] of trail.entries())
    await db.query(
      'insert into order_events (order_id, from_state, to_state, actor) values ($1, $2, $3, $4)',
      [id, trail[index - 1] ?? null, to, index === 0 ? userId : 'workflow'],
    );
  if (trail.includes('paid'))
    await db.query(
      `insert into payments (order_id, provider, reference, amount_cents, currency) values ($1, 'fake', $2, $3, 'USD')`,
      [id, `charge of ${id}`, total],
    );
  return id;
};
