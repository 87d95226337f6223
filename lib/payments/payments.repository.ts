import type { Executor } from '../platform/db/database.ts';

export interface Payment {
  readonly orderId: string;
  readonly provider: string;
  readonly reference: string;
  readonly amountCents: number;
  readonly currency: string;
}

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
} as const;

export type PaymentRepository = typeof paymentRepository;
