import type Stripe from 'stripe';
import type { Database } from '../platform/db/database.ts';
import { NonRetryableError } from '../platform/jobs/performer.ts';
import type { PaymentIntentRepository } from './payment-intents.repository.ts';
import type { PaymentGateway } from './payments.gateway.ts';
import type { Charge, ChargeResult } from './payments.schema.ts';
import { stripeAmount } from './stripe.amounts.ts';
import { isRepeated, stripeClient } from './stripe.client.ts';
import { codeOf, declined, declinedBy, undecided } from './stripe.errors.ts';
import { onceBy } from './stripe.keys.ts';
import { findRefund, refund } from './stripe.refunds.ts';

export interface StripeDeps {
  readonly db: Database;
  readonly paymentIntents: PaymentIntentRepository;
}

/**
 * Charges through a PaymentIntent of Stripe, in two calls: the first makes it and moves nothing, the second confirms it.
 * Between them its id is kept with the order, so whoever asks again looks at the same one; and one PaymentIntent is paid
 * once, however often it is confirmed. That also holds when Stripe has forgotten the idempotency keys, after a day.
 */
export const createStripeGateway = ({ db, paymentIntents }: StripeDeps): PaymentGateway => {
  /** The PaymentIntent of an order as it stands; a fresh one, if there is none. */
  const open = async (stripe: Stripe, charge: Charge, amount: number): Promise<Stripe.PaymentIntent> => {
    const { idempotencyKey: orderId, currency } = charge;
    const known = await paymentIntents.find(db, orderId);
    if (known !== undefined) return retrieve(stripe, known);
    const made = await onceBy(`order-${orderId}`, charge.attempt, options =>
      stripe.paymentIntents.create(
        {
          amount,
          currency: currency.toLowerCase(),
          // What sends the customer to another page cannot be asked for in the background.
          automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
          metadata: { order_id: orderId },
        },
        options,
      ),
    );
    const id = await paymentIntents.keep(db, orderId, made.id);
    return id === made.id ? made : retrieve(stripe, id);
  };

  const withIntent =
    (use: (stripe: Stripe, intent: Stripe.PaymentIntent, charge: Charge) => Promise<ChargeResult>) =>
    async (charge: Charge, signal: AbortSignal): Promise<ChargeResult> => {
      const amount = stripeAmount(charge.amountCents, charge.currency);
      if (amount === undefined) return declined(null, 'amount_has_no_such_fraction');
      const stripe = stripeClient(signal);
      try {
        const intent = await open(stripe, charge, amount);
        if (intent.amount !== amount || intent.currency !== charge.currency.toLowerCase())
          throw new NonRetryableError(`${intent.id} is about another amount than its order`);
        return await use(stripe, intent, charge);
      } catch (error) {
        return declinedBy(error);
      }
    };

  return {
    charge: withIntent(advance),
    abandon: withIntent((stripe, intent) => end(stripe, intent)),
    refund,
    findRefund,
  };
};

/** Confirms a PaymentIntent that nobody has, and says where it then stands. */
const advance = async (
  stripe: Stripe,
  intent: Stripe.PaymentIntent,
  charge: Charge,
): Promise<ChargeResult> => {
  if (!isUnconfirmed(intent)) return judge(stripe, intent);
  const { idempotencyKey: orderId, paymentToken: token, attempt } = charge;
  try {
    const confirmed = await onceBy(`order-${orderId}-confirm`, attempt, options =>
      stripe.paymentIntents.confirm(
        intent.id,
        token.startsWith('ctoken_') ? { confirmation_token: token } : { payment_method: token },
        options,
      ),
    );
    // What Stripe remembers of a key is how it stood then.
    return await judge(stripe, isRepeated(confirmed) ? await retrieve(stripe, intent.id) : confirmed);
  } catch (error) {
    // Somebody else has confirmed it meanwhile.
    if (codeOf(error) === UNEXPECTED_STATE) return judge(stripe, await retrieve(stripe, intent.id));
    return end(stripe, intent, declinedBy(error));
  }
};

/** With its charge, which tells what has been given back: a PaymentIntent itself stays `succeeded`. */
const retrieve = (stripe: Stripe, id: string) =>
  stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });

const UNEXPECTED_STATE = 'payment_intent_unexpected_state';

const isUnconfirmed = ({ status, last_payment_error: error }: Stripe.PaymentIntent): boolean =>
  status === 'requires_confirmation' || (status === 'requires_payment_method' && error === null);

const isGivenBack = (charge: Stripe.PaymentIntent['latest_charge']): boolean =>
  charge !== null && typeof charge === 'object' && charge.refunded;

const judge = async (stripe: Stripe, intent: Stripe.PaymentIntent): Promise<ChargeResult> => {
  const {
    id,
    status,
    last_payment_error: error,
    amount,
    amount_received: received,
    latest_charge: charge,
  } = intent;
  const since = new Date(intent.created * 1000);
  switch (status) {
    case 'succeeded':
      if (received !== amount) throw new NonRetryableError(`${id} was paid ${received} of ${amount}`);
      return {
        kind: 'paid',
        provider: 'stripe',
        reference: id,
        ...(isGivenBack(charge) && { isGivenBack: true }),
      };
    case 'processing':
      return { kind: 'pending', waitsFor: 'bank', since };
    case 'requires_action':
      return { kind: 'pending', waitsFor: 'customer', since };
    case 'canceled':
      return declined(error, 'not_paid_in_time');
    case 'requires_payment_method':
    case 'requires_confirmation':
      return end(stripe, intent, declined(error));
    case 'requires_capture':
    default:
      throw new NonRetryableError(`${id} is ${status}, which nothing here makes of it`);
  }
};

/**
 * Cancels a PaymentIntent, so that nobody can pay it once its order is closed.
 *
 * @param because what then became of the charge; by default what the PaymentIntent says
 */
const end = async (
  stripe: Stripe,
  { id }: Stripe.PaymentIntent,
  because?: ChargeResult,
): Promise<ChargeResult> => {
  try {
    const canceled = await stripe.paymentIntents.cancel(id);
    return because ?? (await judge(stripe, canceled));
  } catch (error) {
    if (codeOf(error) !== UNEXPECTED_STATE) throw undecided(error);
    // It was paid, or canceled, meanwhile.
    return judge(stripe, await retrieve(stripe, id));
  }
};
