import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import { inputErrors, type InputError } from '../platform/http/problem.ts';
import { invalidRequest } from '../platform/http/request-error.ts';
import type { Route } from '../platform/http/route.ts';
import { Refusal } from './failure.ts';

/** The largest body a route reads. API Gateway itself refuses those beyond 10 MB. */
const MAX_BODY_BYTES = 256 * 1024;
const idempotencyKeyHeader = z.string().min(1).max(255).optional();

type Parsed<R extends Route, Part extends 'params' | 'query' | 'body'> =
  R extends Record<Part, infer Schema extends z.ZodType> ? z.output<Schema> : undefined;

/** The parts of a request that a route declares, parsed. Absent parts are undefined. */
export interface Input<R extends Route> {
  readonly params: Parsed<R, 'params'>;
  readonly query: Parsed<R, 'query'>;
  readonly body: Parsed<R, 'body'>;
  readonly idempotencyKey: string | undefined;
}

/**
 * Reads what a route takes from an event.
 *
 * @throws Refusal naming every part that does not fit, or a body that is too large, no JSON, or called something else
 */
export const readInput = <R extends Route>(route: R, event: APIGatewayProxyEventV2): Input<R> => {
  const errors: InputError[] = [];
  const part = (root: string, schema: z.ZodType | undefined, value: () => unknown): unknown => {
    if (schema === undefined) return undefined;
    const parsed = schema.safeParse(value());
    if (!parsed.success) errors.push(...inputErrors(root, parsed.error));
    return parsed.data;
  };
  const input = {
    params: part('/path', route.params, () => event.pathParameters ?? {}),
    query: part('/query', route.query, () => event.queryStringParameters ?? {}),
    body: part('/body', route.body, () => readBody(event)),
    idempotencyKey: part(
      '/headers/idempotency-key',
      route.idempotent === true ? idempotencyKeyHeader : undefined,
      () => event.headers['idempotency-key'],
    ),
  };
  if (errors.length > 0) throw new Refusal(invalidRequest(errors));
  // Each part was parsed by the schema that its type is inferred from.
  return input as Input<R>;
};

const readBody = (event: APIGatewayProxyEventV2): unknown => {
  const type = event.headers['content-type'];
  if (type === undefined || !/^application\/json\s*(;|$)/i.test(type))
    throw new Refusal({
      code: 'request.media_type',
      detail: 'Send the body as JSON, with Content-Type: application/json.',
    });
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES)
    throw new Refusal({
      code: 'request.too_large',
      detail: `A body may have ${MAX_BODY_BYTES} bytes; this one has ${bytes.length}.`,
    });
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    throw new Refusal({ code: 'request.malformed_json', detail: 'The body could not be parsed as JSON.' });
  }
};
