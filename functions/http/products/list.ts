import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule } from '../../../lib/app/platform.modules.ts';
import { listProducts } from '../../../lib/products/products.contracts.ts';
import { productListModule } from '../../../lib/products/products.module.ts';

const container = createContainer(databaseModule, productListModule);

/** GET /products: lists what is on sale, a page at a time. */
export const handler = httpHandler(listProducts, container, ({ productLister }, { query }) =>
  productLister.list({ ...query, archived: 'exclude' }),
);
