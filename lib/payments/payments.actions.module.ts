import { paymentIntentRepository } from './payment-intents.repository.ts';
import { createPaymentActions } from './payments.actions.service.ts';

/** For the function that customers ask what they have to do: moves no money. */
export const paymentActionsModule = {
  paymentIntents: () => paymentIntentRepository,
  paymentActions: createPaymentActions,
};
