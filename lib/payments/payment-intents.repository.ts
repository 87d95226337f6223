import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';

const kept = z.object({ id: z.string() });
const owner = z.object({ orderId: z.string() });

/** Which PaymentIntent of Stripe an order is paid by. It is kept before money can move, so nothing is paid that has no order. */
export const paymentIntentRepository = {
  async find(db: Executor, orderId: string): Promise<string | undefined> {
    const [row] = await db.query(
      `-- payment_intents.find
       select id from payment_intents where order_id = $1`,
      [orderId],
    );
    return row && kept.parse(row).id;
  },

  /** @returns the one that the order is paid by: that of another worker, if it was first */
  async keep(db: Executor, orderId: string, id: string): Promise<string> {
    const [row] = await db.query(
      `-- payment_intents.keep: the first one stays; the update changes nothing but shows it
       insert into payment_intents (order_id, id) values ($1, $2)
       on conflict (order_id) do update set order_id = excluded.order_id
       returning id`,
      [orderId, id],
    );
    return kept.parse(row).id;
  },

  /** The order that is paid by a PaymentIntent; undefined when it is none of ours. */
  async orderOf(db: Executor, id: string): Promise<string | undefined> {
    const [row] = await db.query(
      `-- payment_intents.order_of
       select order_id as "orderId" from payment_intents where id = $1`,
      [id],
    );
    return row && owner.parse(row).orderId;
  },
} as const;

export type PaymentIntentRepository = typeof paymentIntentRepository;
