import type * as z from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** Who may call: anybody, anybody signed in, or an administrator. Finer rules belong to the service. */
export type Access = 'public' | 'user' | 'admin';

/** What a route takes and answers. Validation, types, OpenAPI and the client are all made from this. */
export interface Route {
  readonly method: Method;
  /** With parameters in braces, as API Gateway and OpenAPI write them: `/orders/{orderId}`. */
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly status: 200 | 201 | 202;
  /** What `data` of a success holds; fields it does not name are never sent. */
  readonly data: z.ZodType;
  /** Whether `data` is a page of a list, with `nextCursor` beside it. */
  readonly paged?: boolean;
  /** The codes a caller has to expect, apart from those every route may answer. */
  readonly errors: readonly string[];
  /** Whether an Idempotency-Key makes a repeated call safe. */
  readonly idempotent?: boolean;
}

/** Declares a route; its exact type is kept. */
export const defineRoute = <const R extends Route>(route: R): R => route;
