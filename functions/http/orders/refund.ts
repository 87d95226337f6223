import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  broadcastModule,
  databaseModule,
  identityModule,
  queueModule,
} from '../../../lib/app/platform.modules.ts';
import { refundOrder } from '../../../lib/orders/orders.contracts.ts';
import { orderRefundModule } from '../../../lib/orders/orders.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  broadcastModule,
  databaseModule,
  identityModule,
  queueModule,
  sessionGuardModule,
  orderRefundModule,
);

/** POST /orders/{orderId}/refund: starts to give back what was paid. */
export const handler = httpHandler(refundOrder, container, ({ orderRefunds }, { caller, params, body }) =>
  orderRefunds.request(caller, params.orderId, body.reason),
);
