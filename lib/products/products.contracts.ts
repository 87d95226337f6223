import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import {
  allProductsQuery,
  product,
  productDraft,
  productEdit,
  productQuery,
  stockAdjustment,
  stockChange,
} from './products.schema.ts';

const params = z.strictObject({ productId: z.guid() });

export const listProducts = defineRoute({
  method: 'GET',
  path: '/products',
  summary: 'List the products on sale',
  access: 'public',
  query: productQuery,
  status: 200,
  data: product,
  paged: true,
  errors: [],
});

export const listAllProducts = defineRoute({
  method: 'GET',
  path: '/admin/products',
  summary: 'List the products, archived ones too',
  access: 'admin',
  query: allProductsQuery,
  status: 200,
  data: product,
  paged: true,
  errors: [],
});

export const getProduct = defineRoute({
  method: 'GET',
  path: '/products/{productId}',
  summary: 'Get a product',
  description:
    'Archived products are shown too: orders and links lead to them. The ETag changes with the stock; If-Match does not ' +
    'look at it, so that an edit is not stale because somebody bought.',
  access: 'public',
  params,
  status: 200,
  data: product,
  etag: 'representation',
  errors: ['product.not_found'],
});

export const createProduct = defineRoute({
  method: 'POST',
  path: '/products',
  summary: 'Put a product on sale',
  access: 'admin',
  body: productDraft,
  status: 201,
  data: product,
  location: '/products/{id}',
  etag: 'representation',
  idempotent: true,
  errors: ['idempotency.key_reused', 'idempotency.in_flight'],
});

export const updateProduct = defineRoute({
  method: 'PATCH',
  path: '/products/{productId}',
  summary: 'Change the name, description or price of a product',
  description:
    'Fields that are left out stay as they are. Orders keep the price at which they were placed. The stock is changed by ' +
    'stock adjustments.',
  access: 'admin',
  params,
  body: productEdit,
  status: 200,
  data: product,
  etag: 'representation',
  ifMatch: 'required',
  errors: ['product.not_found', 'precondition.failed'],
});

export const archiveProduct = defineRoute({
  method: 'POST',
  path: '/products/{productId}/archive',
  summary: 'Take a product off sale',
  description: 'Orders that hold it go on. Archiving what is archived changes nothing.',
  access: 'admin',
  params,
  status: 200,
  data: product,
  etag: 'representation',
  ifMatch: 'required',
  errors: ['product.not_found', 'precondition.failed'],
});

export const restoreProduct = defineRoute({
  method: 'POST',
  path: '/products/{productId}/restore',
  summary: 'Put an archived product on sale again',
  description: 'Restoring what is on sale changes nothing.',
  access: 'admin',
  params,
  status: 200,
  data: product,
  etag: 'representation',
  ifMatch: 'required',
  errors: ['product.not_found', 'precondition.failed'],
});

export const adjustStock = defineRoute({
  method: 'POST',
  path: '/products/{productId}/stock-adjustments',
  summary: 'Record that pieces of a product came or went',
  description:
    'Adds to the stock or takes from it, and keeps why and by whom. The stock never goes below zero, whatever orders take ' +
    'meanwhile.',
  access: 'admin',
  params,
  body: stockChange,
  status: 201,
  data: stockAdjustment,
  idempotent: true,
  errors: [
    'product.not_found',
    'product.insufficient_stock',
    'product.stock_limit',
    'idempotency.key_reused',
    'idempotency.in_flight',
  ],
});

export const listStockAdjustments = defineRoute({
  method: 'GET',
  path: '/products/{productId}/stock-adjustments',
  summary: 'List the stock adjustments of a product, the latest first',
  access: 'admin',
  params,
  query: pageQuery,
  status: 200,
  data: stockAdjustment,
  paged: true,
  errors: ['product.not_found'],
});
