import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listStockAdjustments } from '../../../lib/products/products.contracts.ts';
import { productManagementModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  productManagementModule,
);

/** GET /products/{productId}/stock-adjustments: shows how the stock of a product was adjusted. */
export const handler = httpHandler(listStockAdjustments, container, ({ stockService }, { params, query }) =>
  stockService.list(params.productId, query),
);
