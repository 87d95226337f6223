import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { getOrder } from '../../../lib/orders/orders.contracts.ts';
import { orderReadingModule } from '../../../lib/orders/orders.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, orderReadingModule);

/** GET /orders/{orderId}: shows an order of the caller, or to administrators anybody's. */
export const handler = httpHandler(getOrder, container, ({ orderReader }, { caller, params, query }) =>
  orderReader.get(caller, params.orderId, query),
);
