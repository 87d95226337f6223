import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listOrders } from '../../../lib/orders/orders.contracts.ts';
import { orderListsModule } from '../../../lib/orders/orders.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, orderListsModule);

/** GET /orders: lists the orders that the caller may see. */
export const handler = httpHandler(listOrders, container, ({ orderLister }, { caller, query }) =>
  orderLister.list(caller, query),
);
