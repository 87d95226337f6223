import { createProductManagement } from './products.management.service.ts';
import { productListRepository } from './products.lists.repository.ts';
import { productRepository } from './products.repository.ts';
import { createProductLister, createProductReader } from './products.service.ts';
import { stockAdjustmentRepository } from './stock-adjustments.repository.ts';
import { createStockService } from './stock.service.ts';

const products = () => productRepository;

/** For functions that list products. */
export const productListModule = {
  productLists: () => productListRepository,
  productLister: createProductLister,
};

/** For the function that shows one. */
export const productReadingModule = { products, productReader: createProductReader };

/** For functions by which administrators change them. */
export const productManagementModule = {
  products,
  stockAdjustments: () => stockAdjustmentRepository,
  productManagement: createProductManagement,
  stockService: createStockService,
};
