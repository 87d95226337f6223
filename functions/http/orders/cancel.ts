import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import {
  broadcastModule,
  databaseModule,
  identityModule,
  queueModule,
} from '../../../lib/app/platform.modules.ts';
import { notificationsModule } from '../../../lib/notifications/notifications.module.ts';
import { cancelOrder } from '../../../lib/orders/orders.contracts.ts';
import { orderCancellationModule } from '../../../lib/orders/orders.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  broadcastModule,
  databaseModule,
  identityModule,
  queueModule,
  sessionGuardModule,
  notificationsModule,
  orderCancellationModule,
);

/** POST /orders/{orderId}/cancel: cancels an order that is not being paid yet. */
export const handler = httpHandler(cancelOrder, container, ({ orderCancellation }, { caller, params }) =>
  orderCancellation.cancel(caller, params.orderId),
);
