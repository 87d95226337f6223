import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { placeOrder } from '../../../lib/orders/orders.contracts.ts';
import { orderPlacementModule } from '../../../lib/orders/orders.module.ts';

const container = createContainer(databaseModule, identityModule, queueModule, orderPlacementModule);

/** POST /orders: places an order for the caller and starts its workflow. */
export const handler = httpHandler(placeOrder, container, ({ orderService }, { caller, body, idempotency }) =>
  orderService.place(caller, body, idempotency),
);
