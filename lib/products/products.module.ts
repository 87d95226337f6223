import { productRepository } from './products.repository.ts';
import { createProductService } from './products.service.ts';

export const productsModule = { products: () => productRepository, productService: createProductService };
