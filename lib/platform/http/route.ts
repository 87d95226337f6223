import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** Who may call: anybody, anybody signed in, or an administrator. Finer rules belong to the service. */
export type Access = 'public' | 'user' | 'admin';

/** What a route takes and answers. Validation, types, OpenAPI and the client are all made from this. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
  Code extends string = string,
> {
  readonly method: Method;
  /** With parameters in braces, as API Gateway and OpenAPI write them: `/orders/{orderId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: Params;
  readonly query?: Query;
  readonly body?: Body;
  readonly success: { readonly status: 200 | 201 | 202 | 204; readonly data: Answer };
  /** The codes a caller has to expect, apart from those every route may answer. */
  readonly errors: readonly Code[];
  /** Whether an Idempotency-Key makes a repeated call safe. */
  readonly idempotent?: boolean;
}

/** Declares a route; its exact types are kept. */
export const defineRoute = <
  Answer extends z.ZodType,
  const Code extends string,
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
>(
  route: Route<Params, Query, Body, Answer, Code>,
): Route<Params, Query, Body, Answer, Code> => route;
