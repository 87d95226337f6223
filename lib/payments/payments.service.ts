import type { Database } from '../platform/db/database.ts';
import type { Transaction } from '../platform/db/transaction.ts';
import type { PaymentGateway } from './payments.gateway.ts';
import type { Payment, PaymentRepository } from './payments.repository.ts';
import type { Charge, ChargeResult, Refund, RefundResult } from './payments.schema.ts';

/** Providers answer within a few seconds; whoever asks has 20 s, and others of its batch wait with it. */
const ANSWER_MILLISECONDS = 10_000;

export interface PaymentServiceDeps {
  readonly db: Database;
  readonly payments: PaymentRepository;
  readonly paymentGateway: PaymentGateway;
}

/** Charging, giving back, and the books about it. */
export const createPaymentService = ({ db, payments, paymentGateway }: PaymentServiceDeps) => {
  const refundOf = async (orderId: string, attempt: number): Promise<Refund> => {
    const { reference, amountCents, currency } = await payments.read(db, orderId);
    return { idempotencyKey: orderId, reference, amountCents, currency, attempt };
  };
  return {
    /** @throws when it is unknown how the charge ended; ask again with the same key */
    charge: (charge: Charge, signal: AbortSignal): Promise<ChargeResult> =>
      paymentGateway.charge(charge, limited(signal)),

    /** Ends a charge that is pending. @throws when it is unknown how it ended */
    abandon: (charge: Charge, signal: AbortSignal): Promise<ChargeResult> =>
      paymentGateway.abandon(charge, limited(signal)),

    record: (tx: Transaction, payment: Payment): Promise<void> => payments.insert(tx, payment),

    /**
     * Gives back what was paid for an order.
     *
     * @throws when it is unknown how the refund ended; ask again
     */
    async refund(orderId: string, attempt: number, signal: AbortSignal): Promise<RefundResult> {
      return paymentGateway.refund(await refundOf(orderId, attempt), limited(signal));
    },

    /** Whether all that was paid for an order has been given back, by whomever. @throws when the provider does not say */
    async findRefund(
      orderId: string,
      attempt: number,
      signal: AbortSignal,
    ): Promise<RefundResult | undefined> {
      return paymentGateway.findRefund(await refundOf(orderId, attempt), limited(signal));
    },

    recordRefund: (tx: Transaction, orderId: string, reference: string): Promise<void> =>
      payments.markRefunded(tx, orderId, reference),
  };
};

export type PaymentService = ReturnType<typeof createPaymentService>;

const limited = (signal: AbortSignal): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)]);
