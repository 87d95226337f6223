import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { archiveProduct } from '../../../lib/products/products.contracts.ts';
import { productManagementModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  productManagementModule,
);

/** POST /products/{productId}/archive: takes a product off sale. */
export const handler = httpHandler(archiveProduct, container, ({ productManagement }, { params, ifMatch }) =>
  productManagement.archive(params.productId, ifMatch),
);
