import type Stripe from 'stripe';
import type { Refund, RefundResult } from './payments.schema.ts';
import { stripeAmount } from './stripe.amounts.ts';
import { isRepeated, stripeClient } from './stripe.client.ts';
import { codeOf, isRemembered, undecided } from './stripe.errors.ts';
import { onceBy } from './stripe.keys.ts';

/**
 * Gives a charge back. What others have given back counts, as what is done in Stripe's dashboard does; so does what was asked
 * for before, however long ago. A second refund of the same money is one that Stripe refuses.
 */
export const refund = async (wanted: Refund, signal: AbortSignal): Promise<RefundResult> => {
  const stripe = stripeClient(signal);
  try {
    const earlier = await look(stripe, wanted);
    if (earlier !== undefined) return earlier;
    const { idempotencyKey: orderId, reference: payment_intent, attempt } = wanted;
    // Without an amount, all that is left. No error that is remembered stands in the way of that: the look has found no refund.
    const made = await onceBy(
      `order-${orderId}-refund`,
      attempt,
      options => stripe.refunds.create({ payment_intent, metadata: { order_id: orderId } }, options),
      isRemembered,
    );
    return judge(isRepeated(made) ? await stripe.refunds.retrieve(made.id) : made);
  } catch (error) {
    return refusedBy(error);
  }
};

/** @returns undefined while not all of it has been given back */
export const findRefund = async (wanted: Refund, signal: AbortSignal): Promise<RefundResult | undefined> => {
  try {
    return await look(stripeClient(signal), wanted);
  } catch (error) {
    throw undecided(error);
  }
};

const FOR_GOOD = ['charge_disputed', 'refund_disputed_payment', 'charge_not_refundable'];

const refusedBy = (error: unknown): RefundResult => {
  const code = codeOf(error);
  if (code === undefined || !FOR_GOOD.includes(code)) throw undecided(error);
  return { kind: 'refused', reason: code.replaceAll('_', ' ') };
};

const judge = ({ id, status, created, failure_reason: reason }: Stripe.Refund): RefundResult => {
  switch (status) {
    case 'succeeded':
      return { kind: 'refunded', reference: id };
    case 'failed':
    case 'canceled':
      return { kind: 'refused', reason: (reason ?? status).replaceAll('_', ' ') };
    case 'pending':
    case 'requires_action':
    case null:
    default:
      return { kind: 'pending', since: new Date(created * 1000) };
  }
};

/** More refunds than a payment that is given back as a whole will have. */
const MAX_REFUNDS = 100;

const look = async (stripe: Stripe, wanted: Refund): Promise<RefundResult | undefined> => {
  const { idempotencyKey: orderId, reference, amountCents, currency } = wanted;
  const { data: refunds } = await stripe.refunds.list({ payment_intent: reference, limit: MAX_REFUNDS });
  const live = refunds.filter(({ status }) => status !== 'failed' && status !== 'canceled');
  const givenBack = live.reduce((sum, { amount }) => sum + amount, 0);
  const [last] = live;
  if (last !== undefined && givenBack >= (stripeAmount(amountCents, currency) ?? Infinity)) {
    return judge(live.find(({ status }) => status !== 'succeeded') ?? last);
  }
  // Ours was refused: whether to try another way is for people to say.
  const ours = refunds.find(
    ({ metadata, status }) => metadata?.['order_id'] === orderId && status === 'failed',
  );
  return ours && judge(ours);
};
