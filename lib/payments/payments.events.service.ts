import { err, ok, type Result } from 'neverthrow';
import { orderReconcile } from '../orders/orders.jobs.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { Database } from '../platform/db/database.ts';
import { idempotencyKey, once, type IdempotencyError } from '../platform/http/idempotency.ts';
import { parseJson } from '../platform/http/json.ts';
import type { Enqueue } from '../platform/jobs/enqueue.ts';
import type { Log } from '../platform/log/log.ts';
import type { PaymentIntentRepository } from './payment-intents.repository.ts';
import { noProvider, unreadableEvent, wrongSignature, type PaymentEventError } from './payments.errors.ts';
import { received, type Received } from './payments.events.schema.ts';
import { newsIn, stripeEvent, type StripeEvent } from './stripe.events.ts';
import { isSignedByStripe } from './stripe.signature.ts';

export interface PaymentEventDeps {
  readonly db: Database;
  readonly paymentIntents: PaymentIntentRepository;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
  readonly log: Log;
}

/** What was posted, before anybody has read it. */
export interface Delivery {
  readonly signature: string;
  readonly payload: Buffer;
}

/** Events are kept for a day under this name, as the keys of requests are: of twins one is heeded. */
const SCOPE = 'stripe events';

/**
 * Takes what Stripe tells. An event is a wake-up, as a message of a queue is: it enqueues a job that asks Stripe how things
 * stand, in the transaction that records the event. So what is forged, late, doubled or out of order moves no money.
 */
export const createPaymentEvents = ({ db, paymentIntents, enqueue, clock, log }: PaymentEventDeps) => {
  const heed = (event: StripeEvent): Promise<Result<Received, IdempotencyError>> => {
    const news = newsIn(event);
    if (news === undefined) return Promise.resolve(ok({ received: true as const }));
    const key = idempotencyKey(event.id, SCOPE, { type: event.type });
    return once<Received, never>(db, key, received, async tx => {
      const orderId = await paymentIntents.orderOf(tx, news.paymentIntent);
      log.info('payment.told', { eventId: event.id, type: event.type, orderId });
      // Others may be paid through the same account.
      if (orderId !== undefined) await enqueue(tx, orderReconcile, { orderId, about: news.about });
      return ok({ received: true as const });
    });
  };

  return {
    /** Answers once what follows from an event is committed, so that Stripe sends it again otherwise. */
    async take({
      signature,
      payload,
    }: Delivery): Promise<Result<Received, PaymentEventError | IdempotencyError>> {
      if (config(sections.payments).PAYMENTS_PROVIDER !== 'stripe') return err(noProvider);
      const { STRIPE_WEBHOOK_SECRETS: secrets } = config(sections.stripeWebhooks);
      if (!isSignedByStripe(signature, payload, secrets, clock.now())) return err(wrongSignature);
      const event = stripeEvent.safeParse(parseJson(payload.toString('utf8')));
      return event.success ? heed(event.data) : err(unreadableEvent);
    },
  };
};
