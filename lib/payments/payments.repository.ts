import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';

const payment = z.object({
  orderId: z.string(),
  provider: z.string(),
  reference: z.string(),
  amountCents: z.number(),
  currency: z.string(),
});
export type Payment = Readonly<z.infer<typeof payment>>;

export const paymentRepository = {
  async insert(
    db: Executor,
    { orderId, provider, reference, amountCents, currency }: Payment,
  ): Promise<void> {
    await db.query(
      `-- payments.insert: one payment an order
       insert into payments (order_id, provider, reference, amount_cents, currency) values ($1, $2, $3, $4, $5)`,
      [orderId, provider, reference, amountCents, currency],
    );
  },

  /** The payment of an order that was paid. */
  async read(db: Executor, orderId: string): Promise<Payment> {
    const [row] = await db.query(
      `-- payments.read
       select order_id as "orderId", provider, reference, amount_cents as "amountCents", currency
       from payments
       where order_id = $1`,
      [orderId],
    );
    return payment.parse(row);
  },

  async markRefunded(db: Executor, orderId: string, reference: string): Promise<void> {
    await db.query(
      `-- payments.mark_refunded
       update payments set refunded_at = now(), refund_reference = $2 where order_id = $1`,
      [orderId, reference],
    );
  },
} as const;

export type PaymentRepository = typeof paymentRepository;
