import { NetworkError } from './api-error.ts';
import type { AnyProblem, Method } from './api-types.ts';

/** A request before it is written as HTTP. */
export interface ApiRequest {
  readonly method: Method;
  readonly path: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  /** Calls the request off. */
  readonly signal?: AbortSignal;
}

export type ApiAnswer =
  | {
      readonly ok: true;
      readonly status: number;
      readonly headers: Headers;
      readonly etag: string | undefined;
    }
  | { readonly ok: false; readonly status: number; readonly headers: Headers; readonly problem: AnyProblem };

/**
 * Sends one request.
 *
 * @throws NetworkError when no answer comes in time; the signal's reason when it was called off
 */
export const send = async (baseUrl: string, request: ApiRequest): Promise<ApiAnswer> => {
  const { method, body, headers, signal, timeoutMilliseconds } = request;
  signal?.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  let response: Response;
  let text: string;
  try {
    response = await fetch(urlOf(baseUrl, request), {
      method,
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    text = await response.text();
  } catch (error) {
    signal?.throwIfAborted();
    throw new NetworkError(`${method} ${request.path} was not answered`, { cause: error });
  }
  return answerOf(response, text);
};

const urlOf = (baseUrl: string, { path, params = {}, query = {} }: ApiRequest): string => {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  return `${baseUrl.replace(/\/$/, '')}${filled}${search === '' ? '' : `?${search}`}`;
};

const answerOf = ({ status, headers }: Response, text: string): ApiAnswer => {
  const body = parsed(text);
  if (status < 400) return { ok: true, status, headers, etag: headers.get('etag') ?? undefined, ...body };
  const problem = 'code' in body ? (body as unknown as AnyProblem) : foreign(status, headers, body, text);
  return { ok: false, status, headers, problem };
};

const parsed = (text: string): object => {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? body : {};
  } catch {
    return {};
  }
};

const foreign = (status: number, headers: Headers, body: object, text: string): AnyProblem => {
  const message = 'message' in body ? String(body.message) : text;
  return {
    code: 'foreign',
    type: 'about:blank',
    title: `HTTP ${status}`,
    status,
    detail: message,
    requestId: headers.get('apigw-requestid') ?? '',
  };
};
