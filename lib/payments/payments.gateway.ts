import type { Charge, ChargeResult, Refund, RefundResult } from './payments.schema.ts';

/**
 * Moves money through a payment provider.
 *
 * A call that throws, or is aborted, says nothing about the money: the provider could not be reached, or did its work
 * and the answer was lost. Asking again with the same key is always safe, and is the only way to find out.
 */
export interface PaymentGateway {
  /** @throws when the provider does not say how the charge ended */
  charge(charge: Charge, signal: AbortSignal): Promise<ChargeResult>;
  /** @throws when the provider does not say how the refund ended */
  refund(refund: Refund, signal: AbortSignal): Promise<RefundResult>;
}
