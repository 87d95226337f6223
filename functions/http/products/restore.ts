import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { restoreProduct } from '../../../lib/products/products.contracts.ts';
import { productManagementModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  productManagementModule,
);

/** POST /products/{productId}/restore: puts an archived product on sale again. */
export const handler = httpHandler(restoreProduct, container, ({ productManagement }, { params, ifMatch }) =>
  productManagement.restore(params.productId, ifMatch),
);
