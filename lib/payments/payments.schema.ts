/** A charge to be made. */
export interface Charge {
  /**
   * The same key is charged once, however often it is asked for. Where a provider forgets its keys after a while, its
   * gateway looks for the charge of an old key before it makes one.
   */
  readonly idempotencyKey: string;
  readonly paymentToken: string;
  readonly amountCents: number;
  readonly currency: string;
  /** How often it has been asked for, from 1. */
  readonly attempt: number;
}

export type ChargeResult =
  | {
      readonly kind: 'paid';
      readonly provider: string;
      readonly reference: string;
      /** All of it has been given back since, by somebody at the provider. */
      readonly isGivenBack?: true;
    }
  | { readonly kind: 'declined'; readonly reason: string }
  /** Under way: it ends when the bank, or the customer, has done their part. Asked for again, it is looked up. */
  | { readonly kind: 'pending'; readonly waitsFor: 'bank' | 'customer'; readonly since: Date };

/** A charge to be given back, all of it. */
export interface Refund {
  /** The same key is refunded once. Keys of refunds and of charges are apart: both are the order's id. */
  readonly idempotencyKey: string;
  /** The provider's own name for the charge. */
  readonly reference: string;
  readonly amountCents: number;
  readonly currency: string;
  /** How often it has been asked for, from 1. */
  readonly attempt: number;
}

export type RefundResult =
  | { readonly kind: 'refunded'; readonly reference: string }
  /** For good: asking again cannot help, somebody must. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Under way at the bank. Asked for again, it is looked up. */
  | { readonly kind: 'pending'; readonly since: Date };
