import { paymentIntentRepository } from './payment-intents.repository.ts';
import { createPaymentEvents } from './payments.events.service.ts';

/** For the function that a payment provider tells of payments: moves no money, and needs no key to. */
export const paymentEventsModule = {
  paymentIntents: () => paymentIntentRepository,
  paymentEvents: createPaymentEvents,
};
