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
