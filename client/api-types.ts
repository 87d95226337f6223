import type { components, operations, paths } from './schema.d.ts';

/** The routes of the HTTP API as TypeScript sees them, from the types made of its OpenAPI document. */

/** What the API speaks of, by name: `Schemas['Order']`. */
export type Schemas = components['schemas'];

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The paths that take a method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Readonly<Record<Lowercase<M>, object>> ? P : never;
}[keyof paths];

export type Operation<M extends Method, P extends PathOf<M>> = paths[P][Lowercase<M> & keyof paths[P]];

type Given<T> = [Exclude<T, undefined>] extends [never] ? false : true;

type Params<O> = O extends { readonly parameters: { readonly path: infer T } }
  ? { readonly params: T }
  : unknown;
/** What may be left out may be undefined too. */
type Loose<T> = { readonly [Name in keyof T]: object extends Pick<T, Name> ? T[Name] | undefined : T[Name] };
type Query<O> = O extends { readonly parameters: { readonly query: infer T } }
  ? { readonly query: Loose<T> }
  : O extends { readonly parameters: { readonly query?: infer T } }
    ? Given<T> extends true
      ? { readonly query?: Loose<T> }
      : unknown
    : unknown;
type Body<O> = O extends {
  readonly requestBody: { readonly content: { readonly 'application/json': infer T } };
}
  ? { readonly body: T }
  : unknown;
type HeaderNames<O> = O extends { readonly parameters: { readonly header?: infer T } }
  ? Given<T> extends true
    ? keyof Exclude<T, undefined>
    : never
  : never;
type Headed<O> = ('Idempotency-Key' extends HeaderNames<O>
  ? {
      /** One is made when it is left out, so that the request can be sent again. Give the same to do the same thing once. */
      readonly idempotencyKey?: string;
    }
  : unknown) &
  ('If-Match' extends HeaderNames<O> ? { readonly ifMatch: string } : unknown) &
  ('If-None-Match' extends HeaderNames<O> ? { readonly ifNoneMatch?: string } : unknown);

interface Always {
  /** An access token, instead of that of the session. */
  readonly token?: string;
  readonly signal?: AbortSignal;
  /** Sends it again after a failure although the route does not say that this is safe. */
  readonly repeatable?: boolean;
}

/** Everything a route takes; what it does not take does not compile. */
export type CallOptions<O> = Params<O> & Query<O> & Body<O> & Headed<O> & Always;

/** The options may be left out when none is needed. */
export type CallArguments<O> =
  object extends CallOptions<O> ? readonly [options?: CallOptions<O>] : readonly [options: CallOptions<O>];

/** Asks for an answer only if it is another than the one at hand. */
export type ConditionalOptions<O> =
  'If-None-Match' extends HeaderNames<O> ? CallOptions<O> & { readonly ifNoneMatch: string } : never;

type SuccessStatus = 200 | 201 | 202 | 204;
type Responses<O> = O extends { readonly responses: infer T } ? T : never;
type Content<T> = T extends { content: { readonly 'application/json': infer Json } }
  ? Json
  : { readonly data?: undefined };

interface Received {
  readonly ok: true;
  readonly headers: Headers;
  /** The version of the data, for `ifMatch` and `ifNoneMatch`. */
  readonly etag: string | undefined;
}

/** What a route answers when all is well: its status, `data`, and `nextCursor` of a list. */
export type Success<O> = {
  [Status in SuccessStatus & keyof Responses<O>]: Received & { readonly status: Status } & Content<
      Responses<O>[Status]
    >;
}[SuccessStatus & keyof Responses<O>];

/** The answer to `ifNoneMatch` while nothing has changed. */
export type NotModified = Received & { readonly status: 304; readonly data?: undefined };

/** An answer that is not of the application: API Gateway's own, or of something in between. */
export interface ForeignProblem {
  readonly code: 'foreign';
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
}

type DocumentOf<T> = T extends { content: { readonly 'application/problem+json': infer Json } }
  ? Json
  : never;

/** Every problem document that a route may answer with, told apart by `code`. */
export type ProblemOf<O> =
  { [Status in keyof Responses<O>]: DocumentOf<Responses<O>[Status]> }[keyof Responses<O>] | ForeignProblem;

export interface Failure<O> {
  readonly ok: false;
  readonly status: number;
  readonly headers: Headers;
  readonly problem: ProblemOf<O>;
}

/** Every problem document of the API. */
export type AnyProblem = { [Id in keyof operations]: ProblemOf<operations[Id]> }[keyof operations];
