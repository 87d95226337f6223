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
  /**
   * Ends a charge that is pending, so that it can no longer be paid.
   *
   * @returns what has become of it: it may have been paid meanwhile
   * @throws when the provider does not say
   */
  abandon(charge: Charge, signal: AbortSignal): Promise<ChargeResult>;
  /** @throws when the provider does not say how the refund ended */
  refund(refund: Refund, signal: AbortSignal): Promise<RefundResult>;
  /** Looks for a refund of all of a charge, by whomever it was made; moves nothing. @throws when the provider does not say */
  findRefund(refund: Refund, signal: AbortSignal): Promise<RefundResult | undefined>;
}
