import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { createProduct } from '../../../lib/products/products.contracts.ts';
import { productManagementModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  productManagementModule,
);

/** POST /products: puts a product on sale. */
export const handler = httpHandler(
  createProduct,
  container,
  ({ productManagement }, { caller, body, idempotency }) =>
    productManagement.create(caller, body, idempotency),
);
