import { createProductManagement } from './products.management.service.ts';
import { productRepository } from './products.repository.ts';
import { createProductService } from './products.service.ts';
import { stockAdjustmentRepository } from './stock-adjustments.repository.ts';
import { createStockService } from './stock.service.ts';

const products = () => productRepository;

/** For functions that show products. */
export const productsModule = { products, productService: createProductService };

/** For functions by which administrators change them. */
export const productManagementModule = {
  products,
  stockAdjustments: () => stockAdjustmentRepository,
  productManagement: createProductManagement,
  stockService: createStockService,
};
