import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, rateLimitModule } from '../../../lib/app/platform.modules.ts';
import { getOrderPayment } from '../../../lib/orders/orders.contracts.ts';
import { orderPaymentReadingModule } from '../../../lib/orders/orders.module.ts';
import { paymentActionsModule } from '../../../lib/payments/payments.actions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  rateLimitModule,
  paymentActionsModule,
  orderPaymentReadingModule,
);

/** GET /orders/{orderId}/payment: tells a customer what they have to do for their payment. */
export const handler = httpHandler(getOrderPayment, container, ({ orderPaymentReader }, { caller, params }) =>
  orderPaymentReader.get(caller, params.orderId),
);
