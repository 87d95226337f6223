import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { adjustStock } from '../../../lib/products/products.contracts.ts';
import { productManagementModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  productManagementModule,
);

/** POST /products/{productId}/stock-adjustments: counts pieces in or out. */
export const handler = httpHandler(
  adjustStock,
  container,
  ({ stockService }, { caller, params, body, idempotency }) =>
    stockService.adjust(caller, params.productId, body, idempotency),
);
