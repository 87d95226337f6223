/** A charge to be made. */
export interface Charge {
  /** The same key is charged once, however often it is asked for. */
  readonly idempotencyKey: string;
  readonly paymentToken: string;
  readonly amountCents: number;
  readonly currency: string;
}

export type ChargeResult =
  | { readonly kind: 'paid'; readonly provider: string; readonly reference: string }
  | { readonly kind: 'declined'; readonly reason: string };

/** Takes money through a payment provider. */
export interface PaymentGateway {
  /** @throws when the provider cannot be reached or does not say how the charge ended; asking again is safe */
  charge(charge: Charge): Promise<ChargeResult>;
}
