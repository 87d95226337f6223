import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import type { IdempotencyKey } from '../platform/http/idempotency.ts';
import type { NewJob } from '../platform/jobs/job.ts';
import { orderStates, shortage, storedOrder, type Placement } from './orders.schema.ts';
import { transitions, type TransitionName } from './orders.states.ts';
import { placeOrder } from './place-order.sql.ts';

export interface NewOrder {
  readonly id: string;
  readonly userId: string;
  readonly placement: Placement;
  /** ISO 8601. */
  readonly placedAt: string;
  readonly idempotency: IdempotencyKey | undefined;
  readonly firstJob: NewJob;
}

const placementRow = z.object({
  order: storedOrder.nullable(),
  mixed: z.boolean(),
  unknown: z.array(z.string()),
  short: z.array(shortage),
});
const fulfilment = z.object({
  id: z.string(),
  userId: z.string(),
  state: z.enum(orderStates),
  totalCents: z.number(),
  currency: z.string(),
  paymentToken: z.string().nullable(),
  items: z.array(z.object({ name: z.string(), quantity: z.number(), priceCents: z.number() })),
});
/** An order with what its workflow needs to know. */
export type Fulfilment = Readonly<z.infer<typeof fulfilment>>;

export const orderRepository = {
  /** @returns what the statement found: the placed order, or why there is none */
  async place(db: Executor, { id, userId, placement, placedAt, idempotency, firstJob }: NewOrder) {
    const [row] = await db.query(placeOrder, [
      id,
      userId,
      placement.items.map(({ productId }) => productId),
      placement.items.map(({ quantity }) => quantity),
      placement.paymentToken,
      placedAt,
      idempotency?.scope ?? null,
      idempotency?.key ?? null,
      idempotency?.fingerprint ?? null,
      JSON.stringify([firstJob]),
    ]);
    return placementRow.parse(row);
  },

  /** Reads an order for its workflow. Job payloads name orders that exist and are never deleted. */
  async read(db: Executor, id: string): Promise<Fulfilment> {
    const [row] = await db.query(
      `-- orders.read, prepared
       select orders.id, orders.user_id as "userId", orders.state, orders.total_cents as "totalCents", orders.currency,
              orders.payment_token as "paymentToken",
              (select jsonb_agg(jsonb_build_object('name', products.name, 'quantity', order_items.quantity,
                                                   'priceCents', order_items.price_cents) order by products.id)
               from order_items join products on products.id = order_items.product_id
               where order_items.order_id = orders.id) as items
       from orders
       where orders.id = $1`,
      [id],
    );
    return fulfilment.parse(row);
  },

  /**
   * Changes the state when the transition is legal, with its audit event.
   *
   * @param actor a user's id, or the name of a part of Strata
   * @returns whether it was legal
   */
  async transition(
    db: Executor,
    id: string,
    name: TransitionName,
    actor: string,
    reason: string | null = null,
  ): Promise<boolean> {
    const { from, to } = transitions[name];
    const rows = await db.query(
      `-- orders.transition, prepared: the prior state is locked first, so that the event tells what it was
       with prior as (
         select id, state from orders where id = $1 and state = any ($2::text[]) for no key update
       ),
       changed as (
         update orders set state = $3, version = version + 1, updated_at = now()
         from prior
         where orders.id = prior.id
         returning orders.id
       )
       insert into order_events (order_id, from_state, to_state, actor, detail)
       select changed.id, prior.state, $3, $4, $5 from changed, prior
       returning order_id`,
      [id, from, to, actor, reason],
    );
    return rows.length === 1;
  },

  async forgetPaymentToken(db: Executor, id: string): Promise<void> {
    await db.query(
      `-- orders.forget_payment_token: nobody will use it any more
       update orders set payment_token = null where id = $1`,
      [id],
    );
  },

  /** Puts what an order holds back into stock. Call it once, in the transaction that ends the order. */
  async putBack(db: Executor, id: string): Promise<void> {
    await db.query(
      `-- orders.put_back: products are locked in the order of their ids, as placing does
       with held as (
         select products.id, order_items.quantity
         from order_items join products on products.id = order_items.product_id
         where order_items.order_id = $1
         order by products.id
         for no key update of products
       )
       update products set stock = products.stock + held.quantity, updated_at = now()
       from held
       where products.id = held.id`,
      [id],
    );
  },

  async hasShipped(db: Executor, id: string): Promise<boolean> {
    const rows = await db.query(
      `-- orders.has_shipped: its events remember it when the state no longer does
       select from order_events where order_id = $1 and to_state = 'shipped' limit 1`,
      [id],
    );
    return rows.length === 1;
  },
} as const;

export type OrderRepository = typeof orderRepository;
