/** Routes that take an Idempotency-Key. Made by `npm run openapi` from the contracts. Change those. */
export const idempotentRoutes: ReadonlySet<string> = new Set([
  'POST /identities',
  'POST /notifications',
  'POST /orders',
  'POST /products',
  'POST /products/{productId}/stock-adjustments',
  'POST /reports',
  'POST /rooms',
  'POST /rooms/{roomId}/messages',
  'POST /users',
]);
