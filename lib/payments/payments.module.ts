import { paymentIntentRepository } from './payment-intents.repository.ts';
import { createPaymentGateway, requirePayments } from './payments.provider.ts';
import { paymentRepository } from './payments.repository.ts';
import { createPaymentService } from './payments.service.ts';

/** For functions that move money; brings the library of the payment provider. */
export const paymentsModule = {
  payments: () => paymentRepository,
  paymentIntents: () => paymentIntentRepository,
  paymentGateway: createPaymentGateway,
  paymentService: createPaymentService,
};

export { requirePayments };
