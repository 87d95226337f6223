import { randomUUID } from 'node:crypto';

/** The objects of Stripe that its calls are about, as far as Strata reads them, and how they change. */

export interface PaymentIntent {
  readonly id: string;
  readonly object: 'payment_intent';
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly client_secret: string;
  created: number;
  status: string;
  amount_received: number;
  last_payment_error: { code: string; decline_code?: string } | null;
}

export interface Refund {
  readonly id: string;
  readonly object: 'refund';
  readonly amount: number;
  readonly payment_intent: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
  status: string;
  failure_reason?: string;
}

/** An error of Stripe with its status. */
export class StripeRefusal extends Error {
  readonly status: number;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(status: number, fields: Readonly<Record<string, unknown>>) {
    super(String(fields['code']));
    this.status = status;
    this.fields = fields;
  }
}

/** Payment methods by how a payment with them goes. Any other does not exist. */
export const paymentMethods = {
  good: 'pm_good',
  declined: 'pm_declined',
  /** Ends later, as a bank debit does. */
  slow: 'pm_slow',
  /** Ends when the customer has confirmed it at their bank. */
  secured: 'pm_secured',
  /** Can be charged; a refund of it ends later. */
  slowRefund: 'pm_slow_refund',
} as const;

const seconds = (): number => Math.floor(Date.now() / 1000);
const unexpected = () =>
  new StripeRefusal(400, { type: 'invalid_request_error', code: 'payment_intent_unexpected_state' });

export const createStripeState = () => {
  const intents = new Map<string, PaymentIntent>();
  const refunds: Refund[] = [];
  /** Every time money was taken. */
  const taken: { readonly intent: string; readonly amount: number; readonly orderId: string | undefined }[] =
    [];
  const paidWith = new Map<string, string>();

  const intent = (id: string): PaymentIntent => {
    const found = intents.get(id);
    if (found === undefined)
      throw new StripeRefusal(404, { type: 'invalid_request_error', code: 'resource_missing' });
    return found;
  };
  const succeed = (paid: PaymentIntent): void => {
    taken.push({ intent: paid.id, amount: paid.amount, orderId: paid.metadata['order_id'] });
    Object.assign(paid, { status: 'succeeded', amount_received: paid.amount });
  };
  const fail = (failed: PaymentIntent): void => {
    const error = { code: 'card_declined', decline_code: 'insufficient_funds' };
    Object.assign(failed, { status: 'requires_payment_method', last_payment_error: error });
  };

  return {
    /** Whether the account's balance covers refunds. */
    hasBalance: true,
    intents,
    refunds,
    taken,
    intent,
    succeed,
    fail,

    create(amount: number, currency: string, metadata: Readonly<Record<string, string>>): PaymentIntent {
      if (amount < 50)
        throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'amount_too_small' });
      const made: PaymentIntent = {
        id: `pi_${randomUUID()}`,
        object: 'payment_intent',
        amount,
        currency,
        metadata,
        client_secret: `a_secret_for_one_browser_${randomUUID()}`,
        created: seconds(),
        status: 'requires_payment_method',
        amount_received: 0,
        last_payment_error: null,
      };
      intents.set(made.id, made);
      return made;
    },

    confirm(id: string, method: string): PaymentIntent {
      const confirmed = intent(id);
      if (!['requires_payment_method', 'requires_confirmation'].includes(confirmed.status))
        throw unexpected();
      if (!(Object.values(paymentMethods) as string[]).includes(method))
        throw new StripeRefusal(400, {
          type: 'invalid_request_error',
          code: 'resource_missing',
          param: 'payment_method',
          message: `No such PaymentMethod: '${method}'`,
        });
      paidWith.set(id, method);
      if (method === paymentMethods.declined) {
        fail(confirmed);
        throw new StripeRefusal(402, { type: 'card_error', ...confirmed.last_payment_error });
      }
      if (method === paymentMethods.slow) confirmed.status = 'processing';
      else if (method === paymentMethods.secured) confirmed.status = 'requires_action';
      else succeed(confirmed);
      return confirmed;
    },

    cancel(id: string): PaymentIntent {
      const canceled = intent(id);
      if (['succeeded', 'canceled', 'processing'].includes(canceled.status)) throw unexpected();
      canceled.status = 'canceled';
      return canceled;
    },

    /** Whether all that was paid has been given back, or is about to be. */
    isRefunded: (id: string): boolean =>
      intent(id).amount_received > 0 &&
      refunds
        .filter(one => one.payment_intent === id && one.status !== 'failed')
        .reduce((sum, one) => sum + one.amount, 0) >= intent(id).amount_received,

    refund(id: string, amount: number | undefined, metadata: Readonly<Record<string, string>>): Refund {
      const refunded = intent(id);
      const before = refunds.filter(one => one.payment_intent === id && one.status !== 'failed');
      const left = refunded.amount_received - before.reduce((sum, one) => sum + one.amount, 0);
      if (!this.hasBalance)
        throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'balance_insufficient' });
      if (left <= 0)
        throw new StripeRefusal(400, { type: 'invalid_request_error', code: 'charge_already_refunded' });
      const made: Refund = {
        id: `re_${randomUUID()}`,
        object: 'refund',
        amount: amount ?? left,
        payment_intent: id,
        metadata,
        created: seconds(),
        status: paidWith.get(id) === paymentMethods.slowRefund ? 'pending' : 'succeeded',
      };
      refunds.unshift(made);
      return made;
    },
  };
};

export type StripeState = ReturnType<typeof createStripeState>;
