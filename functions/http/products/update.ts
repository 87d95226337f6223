import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { updateProduct } from '../../../lib/products/products.contracts.ts';
import { productManagementModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  productManagementModule,
);

/** PATCH /products/{productId}: changes what a product is called, says or costs. */
export const handler = httpHandler(
  updateProduct,
  container,
  ({ productManagement }, { params, body, ifMatch }) =>
    productManagement.update(params.productId, body, ifMatch),
);
