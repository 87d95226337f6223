import type * as z from 'zod';
import type { RateLimitPolicy } from '../rate-limit/rate-limiter.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** Who may call: anybody, anybody signed in, or an administrator. Finer rules belong to the service. */
export type Access = 'public' | 'user' | 'admin';

export interface RouteRateLimit extends RateLimitPolicy {
  /** Counted by the caller's network address, by the user, or by the `email` of the body. */
  readonly by: 'address' | 'user' | 'email';
}

/** What a route takes and answers. Validation, types, OpenAPI and the client are all made from this. */
export interface Route {
  readonly method: Method;
  /** With parameters in braces, as API Gateway and OpenAPI write them: `/orders/{orderId}`. */
  readonly path: string;
  readonly summary: string;
  /** What the summary has no room for, in Markdown. */
  readonly description?: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** 204 has no body; its `data` is `z.void()`. */
  readonly status: 200 | 201 | 202 | 204;
  /** What `data` of a success holds; fields it does not name are never sent. */
  readonly data: z.ZodType;
  /** Media types beside JSON in which it can be had, by the Accept header. */
  readonly alsoAs?: readonly string[];
  /** Whether `data` is a page of a list, with `nextCursor` beside it. */
  readonly paged?: boolean;
  /** The Location of what was created, with fields of `data` in braces: `/orders/{id}`. */
  readonly location?: string;
  /**
   * Whether the answer carries an ETag, made from `version` of its data. With `'representation'` all of the data makes it,
   * for answers that hold what moves without a new version, such as stock; If-Match still compares the version alone.
   */
  readonly etag?: boolean | 'representation';
  /** Whether the caller must say by If-Match which version they change. */
  readonly ifMatch?: 'required';
  /** The codes that the service may answer with. Those of the wrapper follow from the fields above and below. */
  readonly errors: readonly string[];
  /**
   * Whether an Idempotency-Key makes a repeated call safe. Every POST that creates takes one, except those whose answer
   * holds a secret. `without` names secret fields of the body that the recorded fingerprint leaves out.
   */
  readonly idempotent?: true | { readonly without: readonly string[] };
  /** The header by which another system signs the body, whose service reads and judges it: the wrapper only hands it on. */
  readonly signedBy?: 'Stripe-Signature';
  readonly rateLimits?: readonly RouteRateLimit[];
}

/** Declares a route; its exact type is kept. */
export const defineRoute = <const R extends Route>(route: R): R => route;
