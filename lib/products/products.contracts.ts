import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import { product } from './products.schema.ts';

export const listProducts = defineRoute({
  method: 'GET',
  path: '/products',
  summary: 'List the products on sale',
  access: 'public',
  query: pageQuery,
  status: 200,
  data: product,
  paged: true,
  errors: [],
});
