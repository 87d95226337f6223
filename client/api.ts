import { ApiError } from './api-error.ts';
import type {
  CallArguments,
  ConditionalOptions,
  Failure,
  Method,
  NotModified,
  Operation,
  PathOf,
  Success,
} from './api-types.ts';
import { send, type ApiAnswer } from './http.ts';
import { idempotentRoutes } from './idempotent-routes.ts';
import { withRetries, type RetryOptions } from './retry.ts';

/** Where the access tokens come from. `createSession` is one. */
export interface TokenSource {
  /** The token to send; undefined while nobody is signed in. */
  readonly accessToken: () => string | undefined | Promise<string | undefined>;
  /** Gets a fresh one after the API has refused the last. @returns undefined when that is not possible */
  readonly refresh?: () => Promise<string | undefined>;
}

export interface ApiOptions extends Partial<RetryOptions> {
  readonly tokens?: TokenSource;
  /** For one attempt. API Gateway gives up after 30 s. */
  readonly timeoutMilliseconds?: number;
}

/** The answers of a route, with its errors among them or not. */
type AnswerOf<O, Errors extends 'returned' | 'thrown'> =
  Success<O> | (Errors extends 'returned' ? Failure<O> : never);

interface Calls<Errors extends 'returned' | 'thrown'> {
  <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    options: ConditionalOptions<Operation<M, P>>,
  ): Promise<AnswerOf<Operation<M, P>, Errors> | NotModified>;
  <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    ...options: CallArguments<Operation<M, P>>
  ): Promise<AnswerOf<Operation<M, P>, Errors>>;
}

/**
 * Calls one route: method, path as the reference writes it, and what it takes. Paths, parameters, bodies and answers are
 * typed from the OpenAPI document. It throws ApiError for a problem document, and NetworkError when no answer comes.
 */
export interface Api extends Calls<'thrown'> {
  /** As calling it, but an error answer is returned, typed by the route, and told apart by `ok` and `problem.code`. */
  readonly attempt: Calls<'returned'>;
}

/** Any route's options, as the code below reads them. */
interface Options {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly token?: string;
  readonly signal?: AbortSignal;
  readonly repeatable?: boolean;
  readonly idempotencyKey?: string;
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

const ATTEMPTS = 4;
const TIMEOUT_MILLISECONDS = 35_000;

/**
 * A caller for the HTTP API, for browsers and Node. It makes idempotency keys, sends again what may be sent again, and
 * refreshes the access token once when it is refused.
 *
 * @param baseUrl such as https://abc.execute-api.us-east-1.amazonaws.com
 */
export const createApi = (baseUrl: string, options: ApiOptions = {}): Api => {
  const { tokens, timeoutMilliseconds = TIMEOUT_MILLISECONDS, attempts = ATTEMPTS, wait = sleep } = options;

  const attempt = async (method: Method, path: string, call: Options = {}): Promise<ApiAnswer> => {
    const key = call.idempotencyKey ?? newKey(method, path);
    const { repeatable = key !== undefined || (isIdempotent(method) && call.ifMatch === undefined) } = call;
    const sendWith = (token: string | undefined) =>
      withRetries({ attempts, wait }, repeatable, () =>
        send(baseUrl, {
          ...call,
          method,
          path,
          headers: headersOf(call, key, token),
          timeoutMilliseconds,
        }),
      );
    const answer = await sendWith(call.token ?? (await tokens?.accessToken()));
    if (answer.ok || answer.problem.code !== 'auth.required' || call.token !== undefined) return answer;
    const fresh = await tokens?.refresh?.();
    return fresh === undefined ? answer : sendWith(fresh);
  };

  const api = async (method: Method, path: string, call?: Options) => {
    const answer = await attempt(method, path, call);
    if (!answer.ok) throw new ApiError(answer.problem);
    return answer;
  };
  // The document says that these are the types of what the routes take and answer.
  return Object.assign(api, { attempt }) as unknown as Api;
};

const isIdempotent = (method: Method): boolean => ['GET', 'PUT', 'DELETE'].includes(method);

const newKey = (method: Method, path: string): string | undefined =>
  idempotentRoutes.has(`${method} ${path}`) ? crypto.randomUUID() : undefined;

const headersOf = (
  { ifMatch, ifNoneMatch }: Options,
  key: string | undefined,
  token: string | undefined,
): Readonly<Record<string, string>> => ({
  accept: 'application/json, application/problem+json',
  ...(token !== undefined && { authorization: `Bearer ${token}` }),
  ...(key !== undefined && { 'idempotency-key': key }),
  ...(ifMatch !== undefined && { 'if-match': ifMatch }),
  ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
});

const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
