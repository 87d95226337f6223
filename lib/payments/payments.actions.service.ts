import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { Database } from '../platform/db/database.ts';
import { parseJson } from '../platform/http/json.ts';
import type { Log } from '../platform/log/log.ts';
import type { PaymentIntentRepository } from './payment-intents.repository.ts';
import type { PaymentAction } from './payments.actions.schema.ts';
import { providerUnavailable, type ProviderUnavailable } from './payments.errors.ts';

export interface PaymentActionDeps {
  readonly db: Database;
  readonly paymentIntents: PaymentIntentRepository;
  readonly log: Log;
}

/** Somebody waits for the answer; it usually takes a quarter of a second. */
const ANSWER_MILLISECONDS = 4_000;

const intent = z.object({ status: z.string(), client_secret: z.string() });

/**
 * What customers have to do themselves. Their secret is asked of Stripe each time: it is never stored, and never logged. One
 * call needs no library, which is larger than all the rest of the function.
 */
export const createPaymentActions = ({ db, paymentIntents, log }: PaymentActionDeps) => ({
  /** @returns null when there is nothing to do for the customer of an order */
  async find(orderId: string): Promise<Result<PaymentAction | null, ProviderUnavailable>> {
    if (config(sections.payments).PAYMENTS_PROVIDER !== 'stripe') return ok(null);
    const id = await paymentIntents.find(db, orderId);
    if (id === undefined) return ok(null);
    const { status, found, error } = await ask(`/v1/payment_intents/${encodeURIComponent(id)}`);
    if (found === undefined) {
      log.warn('payment.not_told', { orderId, status, error });
      return err(providerUnavailable);
    }
    return ok(
      found.status === 'requires_action' ? { provider: 'stripe', clientSecret: found.client_secret } : null,
    );
  },
});

export type PaymentActions = ReturnType<typeof createPaymentActions>;

interface Told {
  readonly found?: z.infer<typeof intent> | undefined;
  /** If Stripe answered at all. */
  readonly status?: number;
  readonly error?: unknown;
}

/** @returns nothing found when Stripe does not say */
const ask = async (path: string): Promise<Told> => {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = config(sections.stripe);
  const signal = AbortSignal.timeout(ANSWER_MILLISECONDS);
  const once = async (): Promise<Told> => {
    const headers = { authorization: `Bearer ${STRIPE_SECRET_KEY}` };
    const answer = await fetch(new URL(path, STRIPE_API_URL), { headers, signal });
    const body = await answer.text();
    return { status: answer.status, found: answer.ok ? intent.safeParse(parseJson(body)).data : undefined };
  };
  try {
    // A connection that broke while the sandbox was frozen fails the first request that takes it.
    return await once().catch(once);
  } catch (error) {
    return { error };
  }
};
