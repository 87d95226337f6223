import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listAllProducts } from '../../../lib/products/products.contracts.ts';
import { productListModule } from '../../../lib/products/products.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(databaseModule, identityModule, sessionGuardModule, productListModule);

/** GET /admin/products: lists archived products too. */
export const handler = httpHandler(listAllProducts, container, ({ productLister }, { query }) =>
  productLister.list(query),
);
