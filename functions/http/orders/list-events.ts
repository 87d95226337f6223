import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listOrderEvents } from '../../../lib/orders/orders.contracts.ts';
import { orderListsModule } from '../../../lib/orders/orders.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, orderListsModule);

/** GET /orders/{orderId}/events: shows what happened to an order. */
export const handler = httpHandler(listOrderEvents, container, ({ orderLister }, { caller, params }) =>
  orderLister.events(caller, params.orderId),
);
