import * as z from 'zod';
import { problemTypes, type AppError, type ErrorCode } from '../../lib/app/errors.ts';
import { checks, parts } from '../../lib/health/health.schema.ts';
import { orderStates, shortage } from '../../lib/orders/orders.schema.ts';
import { inputError } from '../../lib/platform/http/problem.ts';
import type { Route } from '../../lib/platform/http/route.ts';

type FieldsOf<E> = E extends unknown ? Omit<E, 'code' | 'detail'> : never;
type CodeWithFields<E> = E extends AppError ? (keyof FieldsOf<E> extends never ? never : E['code']) : never;
type ErrorOf<Code, E> = E extends { readonly code: infer Codes } ? (Code extends Codes ? E : never) : never;

const retryAfter = z.object({
  retryAfterSeconds: z
    .int()
    .min(1)
    .describe('As the header Retry-After')
    .meta({ examples: [1] }),
});

const left = z.object({ left: z.int().describe('How many are left') });

const orderState = z.object({ state: z.enum(orderStates).describe('What the order is now') });

/** What some errors tell beside `code` and `detail`. Exhaustive: an error with another field does not compile. */
const fieldsByCode: {
  readonly [Code in CodeWithFields<AppError>]: z.ZodType<FieldsOf<ErrorOf<Code, AppError>>>;
} = {
  'request.invalid': z.object({ errors: z.array(inputError).describe('Each part that does not fit') }),
  'request.rate_limited': retryAfter,
  'server.busy': retryAfter,
  'idempotency.in_flight': retryAfter,
  'identity.issuer_unavailable': retryAfter,
  'payment.provider_unavailable': retryAfter,
  'health.not_ready': retryAfter.extend({ failed: z.array(z.enum(parts)), checks }),
  'route.method_not_allowed': z.object({ allow: z.array(z.string()).describe('As the header Allow') }),
  'product.insufficient_stock': left,
  'product.stock_limit': left,
  'order.unknown_product': z.object({ productIds: z.array(z.guid()).describe('Those that are not on sale') }),
  'order.not_cancellable': orderState,
  'order.not_refundable': orderState,
  'order.out_of_stock': z.object({ products: z.array(shortage).describe('Those of which too few are left') }),
};

export const fieldsOf = (code: ErrorCode): z.ZodType | undefined =>
  code in fieldsByCode ? fieldsByCode[code as keyof typeof fieldsByCode] : undefined;

/** Whether an answer with this error says when to try again. */
export const isRetried = (code: ErrorCode): boolean => {
  const fields = fieldsOf(code);
  return fields instanceof z.ZodObject && 'retryAfterSeconds' in fields.shape;
};

const isErrorCode = (code: string): code is ErrorCode => code in problemTypes;

/** What the wrapper refuses on its own, as follows from the contract. */
const wrapperCodes = (route: Route): readonly ErrorCode[] => {
  if (route.signedBy !== undefined) return ['request.too_large', 'server.error', 'server.busy'];
  const takesInput = [route.params, route.query, route.body, route.idempotent].some(
    part => part !== undefined,
  );
  return [
    ...(takesInput ? (['request.invalid'] as const) : []),
    ...(route.body === undefined
      ? []
      : (['request.malformed_json', 'request.too_large', 'request.media_type'] as const)),
    ...(route.access === 'public' ? [] : (['auth.required'] as const)),
    ...(route.access === 'admin' ? (['auth.forbidden'] as const) : []),
    ...(route.ifMatch === undefined ? [] : (['precondition.required', 'precondition.failed'] as const)),
    ...(route.idempotent === undefined ? [] : (['idempotency.key_reused', 'idempotency.in_flight'] as const)),
    ...(route.rateLimits === undefined ? [] : (['request.rate_limited'] as const)),
    'server.error',
    'server.busy',
  ];
};

/**
 * Every code that a route may answer with, by status, both in order.
 *
 * @throws Error when the contract names a code that does not exist
 */
export const codesByStatus = (route: Route): ReadonlyMap<number, readonly ErrorCode[]> => {
  const unknown = route.errors.filter(code => !isErrorCode(code));
  if (unknown.length > 0) throw new Error(`${route.method} ${route.path} names ${unknown.join(', ')}`);
  const codes = [...new Set([...wrapperCodes(route), ...route.errors.filter(isErrorCode)])].sort();
  const statuses = [...new Set(codes.map(code => problemTypes[code].status))].sort(
    (one, other) => one - other,
  );
  return new Map(
    statuses.map(status => [status, codes.filter(code => problemTypes[code].status === status)]),
  );
};
