export type PaymentEventError = {
  readonly code: 'payment.no_provider' | 'payment.wrong_signature' | 'payment.unreadable_event';
  readonly detail: string;
};

export interface ProviderUnavailable {
  readonly code: 'payment.provider_unavailable';
  readonly detail: string;
  readonly retryAfterSeconds: number;
}

export const providerUnavailable: ProviderUnavailable = {
  code: 'payment.provider_unavailable',
  detail: 'The payment provider does not say how the payment stands. Send the same request again.',
  retryAfterSeconds: 5,
};

export const noProvider: PaymentEventError = {
  code: 'payment.no_provider',
  detail: 'Payments are not made through this provider here.',
};

export const wrongSignature: PaymentEventError = {
  code: 'payment.wrong_signature',
  detail: 'The Stripe-Signature header does not sign this body, or did so too long ago.',
};

export const unreadableEvent: PaymentEventError = {
  code: 'payment.unreadable_event',
  detail: 'The body is signed, but is no event.',
};
