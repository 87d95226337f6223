import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getOrder } from '../../../lib/orders/orders.contracts.ts';
import { orderReadingModule } from '../../../lib/orders/orders.module.ts';

const container = createContainer(databaseModule, identityModule, orderReadingModule);

/** GET /orders/{orderId}: shows one of the caller's orders. */
export const handler = httpHandler(getOrder, container, ({ orderReader }, { caller, params }) =>
  orderReader.get(caller, params.orderId),
);
