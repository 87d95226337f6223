import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule } from '../../../lib/app/platform.modules.ts';
import { getProduct } from '../../../lib/products/products.contracts.ts';
import { productReadingModule } from '../../../lib/products/products.module.ts';

const container = createContainer(databaseModule, productReadingModule);

/** GET /products/{productId}: shows one product. */
export const handler = httpHandler(getProduct, container, ({ productReader }, { params }) =>
  productReader.get(params.productId),
);
