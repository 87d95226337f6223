import { once } from 'node:events';
import type { PaymentGateway } from './payments.gateway.ts';
import type { Charge, ChargeResult, Refund, RefundResult } from './payments.schema.ts';

/** Tokens that decide how a sandbox charge or its refund ends; any other is charged and refunded. */
export const sandboxTokens = {
  success: 'tok_success',
  declined: 'tok_declined',
  /** Fails each time. */
  unreachable: 'tok_unreachable',
  /** Fails the first time, then succeeds. The sandbox keeps nothing: it is told how often it has been asked. */
  flaky: 'tok_flaky',
  /** Never answers. */
  timeout: 'tok_timeout',
  /** Charged, but the refund is refused. */
  refundRefused: 'tok_refund_refused',
  /** Charged, but the refund fails the first time. */
  refundFlaky: 'tok_refund_flaky',
} as const;

const PREFIX = 'sandbox_';

/** Takes no money: for trying things out. Which stages may is payments.provider.ts's to say. */
export const createSandboxGateway = (): PaymentGateway => ({
  charge,
  // Nothing is ever pending here.
  abandon: charge,
  refund,
  findRefund: () => Promise.resolve(undefined),
});

const charge = async (
  { paymentToken, idempotencyKey, attempt }: Charge,
  signal: AbortSignal,
): Promise<ChargeResult> => {
  await misbehave(paymentToken, attempt, signal);
  if (paymentToken === sandboxTokens.declined) return { kind: 'declined', reason: 'card declined' };
  return { kind: 'paid', provider: 'sandbox', reference: referenceOf(paymentToken, idempotencyKey) };
};

const refund = async (
  { reference, idempotencyKey, attempt }: Refund,
  signal: AbortSignal,
): Promise<RefundResult> => {
  if (reference === referenceOf(sandboxTokens.refundRefused, idempotencyKey))
    return { kind: 'refused', reason: 'the card no longer exists' };
  if (reference === referenceOf(sandboxTokens.refundFlaky, idempotencyKey))
    await misbehave(sandboxTokens.flaky, attempt, signal);
  return { kind: 'refunded', reference: `${PREFIX}refund_${idempotencyKey}` };
};

/** Tells the refund what the token wanted, which is forgotten by then. */
const referenceOf = (paymentToken: string, idempotencyKey: string): string => {
  const decidesRefund =
    paymentToken === sandboxTokens.refundRefused || paymentToken === sandboxTokens.refundFlaky;
  return `${PREFIX}${decidesRefund ? `${paymentToken}_` : ''}${idempotencyKey}`;
};

const misbehave = async (token: string, attempt: number, signal: AbortSignal): Promise<void> => {
  if (token === sandboxTokens.unreachable || (token === sandboxTokens.flaky && attempt === 1))
    throw new Error('the payment provider does not answer');
  if (token !== sandboxTokens.timeout) return;
  if (!signal.aborted) await once(signal, 'abort');
  throw new Error('the payment provider took too long');
};
