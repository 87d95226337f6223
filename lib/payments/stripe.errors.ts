import Stripe from 'stripe';
import { NonRetryableError } from '../platform/jobs/performer.ts';
import type { ChargeResult } from './payments.schema.ts';

type Declined = Extract<ChargeResult, { kind: 'declined' }>;

/** What is wrong with the order itself, whoever asks: its token names nothing that can pay, or its amount is beyond a limit. */
const ABOUT_THE_TOKEN = ['payment_method', 'confirmation_token'];
const ABOUT_THE_AMOUNT = ['amount_too_small', 'amount_too_large'];
/** The account's own balance does not cover a refund today; somebody else has just refunded it, which the next look shows. */
const PASSING = ['balance_insufficient', 'charge_already_refunded'];

export const codeOf = (error: unknown): string | undefined =>
  error instanceof Stripe.errors.StripeError ? error.code : undefined;

/** An outage that Stripe remembers with the key of the request: with this key it will answer nothing else for a day. */
export const isRememberedOutage = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeAPIError && isRemembered(error);

/** An error that Stripe remembers with the key of the request: it says how things stood then, not how they stand. */
export const isRemembered = (error: unknown): boolean =>
  error instanceof Stripe.errors.StripeError && error.headers?.['idempotent-replayed'] === 'true';

/** What an error says about a charge. @throws as `undecided` does, when it says nothing */
export const declinedBy = (error: unknown): Declined => {
  if (error instanceof Stripe.errors.StripeCardError) return declined(error);
  if (error instanceof Stripe.errors.StripeInvalidRequestError) {
    const { code = '', param = '' } = error;
    if (ABOUT_THE_TOKEN.includes(param) || ABOUT_THE_AMOUNT.includes(code)) return declined(error);
  }
  throw undecided(error);
};

/** @param otherwise the reason, when the error has none, or there is no error */
export const declined = (
  error: { readonly decline_code?: string; readonly code?: string } | null,
  otherwise = 'declined',
): Declined => ({
  kind: 'declined',
  reason: (error?.decline_code ?? error?.code ?? otherwise).replaceAll('_', ' '),
});

/**
 * What to throw for an error that says nothing about the money. Texts of Stripe may quote what they were sent, so only its
 * codes are told.
 *
 * @returns an error that is retried, or for requests that Stripe will never take, one that fails the job at once
 */
export const undecided = (error: unknown): Error => {
  if (!(error instanceof Stripe.errors.StripeError))
    return error instanceof Error ? error : new Error('Stripe was asked in vain');
  const told = ['Stripe:', error.type, error.code, error.param, error.requestId].filter(Boolean).join(' ');
  const isOurs =
    error instanceof Stripe.errors.StripeInvalidRequestError ||
    error instanceof Stripe.errors.StripeIdempotencyError;
  return isOurs && !PASSING.includes(error.code ?? '') ? new NonRetryableError(told) : new Error(told);
};
