import { getHealth } from '../health/health.contracts.ts';
import { getOrder, placeOrder } from '../orders/orders.contracts.ts';
import type { Route } from '../platform/http/route.ts';
import {
  adjustStock,
  archiveProduct,
  createProduct,
  getProduct,
  listAllProducts,
  listProducts,
  listStockAdjustments,
  restoreProduct,
  updateProduct,
} from '../products/products.contracts.ts';
import { generateReport, getReport } from '../reports/reports.contracts.ts';
import { signIn } from '../sessions/sessions.contracts.ts';
import { registerUser } from '../users/users.contracts.ts';

/** Every route of the HTTP API. A test compares it with what is deployed. */
export const routes: readonly Route[] = [
  getHealth,
  registerUser,
  signIn,
  listProducts,
  listAllProducts,
  getProduct,
  createProduct,
  updateProduct,
  archiveProduct,
  restoreProduct,
  adjustStock,
  listStockAdjustments,
  placeOrder,
  getOrder,
  generateReport,
  getReport,
];
