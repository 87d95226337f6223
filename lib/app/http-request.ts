import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import { idempotencyKey, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { hostileValues, parseJson } from '../platform/http/json.ts';
import { readIfMatch, type IfMatch } from '../platform/http/precondition.ts';
import { escapePointer, inputErrors, type InputError } from '../platform/http/problem.ts';
import { invalidRequest } from '../platform/http/request-error.ts';
import type { Route } from '../platform/http/route.ts';
import { lazily } from '../platform/lazily/lazily.ts';
import { Refusal } from './failure.ts';

/** The largest body a route reads. API Gateway itself refuses those beyond 10 MB. */
const MAX_BODY_BYTES = 256 * 1024;
const MAX_USER_AGENT_LENGTH = 300;
const idempotencyKeyHeader = lazily(() => z.string().min(1).max(255).optional());

type Parsed<R extends Route, Part extends 'params' | 'query' | 'body'> =
  R extends Record<Part, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

/** The parts of a request that a route declares, parsed. Absent parts are undefined. */
export interface Input<R extends Route> {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
  /** From the Idempotency-Key header, bound to caller, route and request. */
  readonly idempotency: IdempotencyKey | undefined;
  readonly ifMatch: R extends { readonly ifMatch: 'required' } ? IfMatch : IfMatch | undefined;
  /** What the client calls itself, cut to a length to be stored. */
  readonly userAgent: string | undefined;
}

/**
 * Reads what a route takes from an event.
 *
 * @throws Refusal naming every part that does not fit; or for a body that is too large, no JSON or called something else,
 * or for a missing If-Match
 */
export const readInput = <R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  caller: Principal | undefined,
): Input<R> => {
  const errors: InputError[] = [];
  const part = (root: string, schema: z.ZodType | undefined, value: () => unknown): unknown => {
    if (schema === undefined) return undefined;
    const raw = value();
    const hostile = hostileValues(root, raw);
    const parsed = hostile.length > 0 ? undefined : schema.safeParse(raw);
    errors.push(...hostile, ...(parsed?.error === undefined ? [] : inputErrors(root, parsed.error)));
    return parsed?.data;
  };
  const params = part('/path', route.params, () => event.pathParameters ?? {});
  // serverless-offline gives null where AWS leaves them out.
  const parameters = event.queryStringParameters ?? {};
  const query = part('/query', route.query, () => parameters);
  if (route.query !== undefined) errors.push(...emptyParameters(parameters));
  const body = part('/body', route.body, () => readBody(event));
  const keySchema = route.idempotent === undefined ? undefined : idempotencyKeyHeader();
  const key = part('/headers/idempotency-key', keySchema, () => event.headers['idempotency-key']);
  if (errors.length > 0) throw new Refusal(invalidRequest(errors));

  const ifMatch = readIfMatch(event.headers['if-match']);
  if (route.ifMatch === 'required' && ifMatch === undefined)
    throw new Refusal({
      code: 'precondition.required',
      detail: 'Say with If-Match which version you change: its ETag, or *.',
    });
  const idempotency = typeof key === 'string' ? bound(key, route, caller, { params, body }) : undefined;
  // Each part was parsed by the schema that its type is inferred from.
  return { params, query, body, idempotency, ifMatch, userAgent: userAgentOf(event) } as Input<R>;
};

/** A parameter without a value would pass for the number 0. */
const emptyParameters = (
  query: NonNullable<APIGatewayProxyEventV2['queryStringParameters']>,
): readonly InputError[] =>
  Object.entries(query)
    .filter(([, value]) => value === '')
    .map(([name]) => ({
      pointer: `/query/${escapePointer(name)}`,
      message: 'is empty: give it a value, or leave it out',
    }));

const userAgentOf = ({ headers }: APIGatewayProxyEventV2): string | undefined => {
  const userAgent = headers['user-agent']?.slice(0, MAX_USER_AGENT_LENGTH).toWellFormed();
  return hostileValues('', userAgent).length > 0 ? undefined : userAgent;
};

const bound = (
  key: string,
  { method, path, idempotent }: Route,
  caller: Principal | undefined,
  { params, body }: { readonly params: unknown; readonly body: unknown },
): IdempotencyKey => {
  const secret = typeof idempotent === 'object' ? idempotent.without : [];
  const open = Object.entries(body ?? {}).filter(([field]) => !secret.includes(field));
  return idempotencyKey(key, `${caller?.userId ?? 'anybody'} ${method} ${path}`, { params, body: open });
};

/** The body as it was sent. @throws Refusal when it is too large */
export const readBytes = (event: APIGatewayProxyEventV2): Buffer => {
  const bytes = Buffer.from(sentBody(event), event.isBase64Encoded ? 'base64' : 'utf8');
  refuseLarge(bytes.length);
  return bytes;
};

/** As text, which API Gateway gives as it is where it knows it for text. @returns undefined when it is no UTF-8 */
const readText = (event: APIGatewayProxyEventV2): string | undefined => {
  if (event.isBase64Encoded) {
    const bytes = readBytes(event);
    return isUtf8(bytes) ? bytes.toString('utf8') : undefined;
  }
  const text = sentBody(event);
  refuseLarge(Buffer.byteLength(text));
  return text;
};

/** serverless-offline hands on the bodies `0` and `false` as these values, not as text. */
const sentBody = ({ body }: APIGatewayProxyEventV2): string => {
  const sent: unknown = body ?? '';
  return String(sent);
};

const refuseLarge = (bytes: number): void => {
  if (bytes > MAX_BODY_BYTES)
    throw new Refusal({
      code: 'request.too_large',
      detail: `A body may have ${MAX_BODY_BYTES} bytes; this one has ${bytes}.`,
    });
};

/** JSON, which is UTF-8 (RFC 8259, section 8.1) whether a charset says so or not. */
const isJson = (type: string): boolean =>
  /^application\/json\s*(;|$)/i.test(type) && !/;\s*charset=(?!"?utf-8"?\s*(;|$))/i.test(type);

const readBody = (event: APIGatewayProxyEventV2): unknown => {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = event.headers;
  if (!isJson(type) || encoding !== 'identity')
    throw new Refusal({
      code: 'request.media_type',
      detail: 'Send the body as JSON in UTF-8, not compressed, with Content-Type: application/json.',
    });
  const text = readText(event);
  const body = text === undefined ? undefined : parseJson(text);
  if (body === undefined)
    throw new Refusal({
      code: 'request.malformed_json',
      detail: 'The body could not be parsed as JSON, or an object in it has the same key twice.',
    });
  return body;
};
