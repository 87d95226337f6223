import type { Transaction } from '../platform/db/transaction.ts';
import type { PaymentGateway } from './payments.gateway.ts';
import type { Payment, PaymentRepository } from './payments.repository.ts';

export interface PaymentServiceDeps {
  readonly payments: PaymentRepository;
  readonly paymentGateway: PaymentGateway;
}

/** Charging, and the books about it. */
export const createPaymentService = ({ payments, paymentGateway }: PaymentServiceDeps) => ({
  charge: paymentGateway.charge.bind(paymentGateway),
  record: (tx: Transaction, payment: Payment): Promise<void> => payments.insert(tx, payment),
});

export type PaymentService = ReturnType<typeof createPaymentService>;
