import { createContainer } from '../../../lib/app/container.ts';
import { databaseModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { webhookHandler } from '../../../lib/app/webhook-handler.ts';
import { takeStripeEvent } from '../../../lib/payments/payments.contracts.ts';
import { paymentEventsModule } from '../../../lib/payments/payments.events.module.ts';

const container = createContainer(databaseModule, queueModule, paymentEventsModule);

/** POST /payments/stripe/events: takes what Stripe tells of a payment, and has its order look it up. */
export const handler = webhookHandler(takeStripeEvent, container, ({ paymentEvents }, delivery) =>
  paymentEvents.take(delivery),
);
