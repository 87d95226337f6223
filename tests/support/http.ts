import { randomUUID } from 'node:crypto';
import { beforeAll } from '@jest/globals';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { exportJWK, generateKeyPair } from 'jose';
import type { InvocationContext } from '../../lib/app/invocation.ts';
import { routes } from '../../lib/app/routes.ts';
import { createAccessTokenIssuer } from '../../lib/platform/auth/access-token.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Route } from '../../lib/platform/http/route.ts';
import { expectDocumented } from './documented.ts';
import { setEnvironment } from './environment.ts';
import type { OpenTestDatabase } from './use-database.ts';

/** Functions behind the HTTP API, called as API Gateway calls them. */

interface Handler {
  (event: APIGatewayProxyEventV2, context: InvocationContext): Promise<APIGatewayProxyStructuredResultV2>;
  /** What it answers is held against what the OpenAPI document says of it. */
  readonly route?: Route;
}

export interface HttpRequest {
  /** Sends an access token of theirs. */
  readonly as?: Principal;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, with its content type. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
  /** Whether `text` is in base64, as API Gateway hands on what it takes for binary. */
  readonly isBase64?: boolean;
  readonly sourceIp?: string;
  /** What is left of the function's time when it is called. */
  readonly remainingMilliseconds?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else its text. Undefined when the answer has no body. */
  readonly body: unknown;
}

/** Long enough for every test, and finite as on Lambda. */
const REMAINING_MILLISECONDS = 20_000;

/** What Lambda gives; the wrapper itself adds `invocation`. */
export const lambdaContext = (
  functionName = 'test',
  remainingMilliseconds = REMAINING_MILLISECONDS,
): InvocationContext => {
  const endsAt = Date.now() + remainingMilliseconds;
  const used: Partial<Context> = {
    functionName,
    awsRequestId: randomUUID(),
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  };
  return used as InvocationContext;
};

/**
 * Call it at the top of a test file, after useDatabase: gives the functions this database and keys to check tokens with.
 *
 * @returns what calls a function: `call(handler, { as: ada, body: { ... } })`
 */
export const useHttp = (database: Pick<OpenTestDatabase, 'url'>) => {
  beforeAll(async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const named = { kid: 'test', alg: 'ES256' };
    setEnvironment({
      STAGE: 'local',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      DATABASE_POOL_SIZE: '20',
      DATABASE_PREPARE: 'true',
      JWT_PRIVATE_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), ...named }),
      JWT_PUBLIC_KEYS: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), ...named }] }),
    });
  });

  const token = (bearer: Principal): Promise<string> => createAccessTokenIssuer().issue(bearer, new Date());

  const call = async (handler: Handler, request: HttpRequest = {}): Promise<HttpAnswer> => {
    const authorization = request.as && `Bearer ${await token(request.as)}`;
    return callHttp(handler, request, authorization);
  };
  return { call, token };
};

/** Calls a function without `useHttp`. @param authorization the header of that name */
export const callHttp = async (
  handler: Handler,
  request: HttpRequest,
  authorization?: string,
): Promise<HttpAnswer> => {
  const context = lambdaContext('test', request.remainingMilliseconds);
  const result = await handler(eventOf(request, authorization), context);
  const answer = {
    status: result.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]),
    ),
    body: bodyOf(result),
  };
  // A route made up for a test is in no document.
  if (handler.route !== undefined && routes.includes(handler.route)) expectDocumented(handler.route, answer);
  return answer;
};

const bodyOf = ({ body, headers }: APIGatewayProxyStructuredResultV2): unknown => {
  const isJson = /^application\/([a-z.-]+\+)?json/.test(String(headers?.['content-type']));
  return body === undefined || !isJson ? body : (JSON.parse(body) as unknown);
};

const eventOf = (
  { params, query, headers, body, text, isBase64 = false, sourceIp = '192.0.2.1' }: HttpRequest,
  authorization: string | undefined,
): APIGatewayProxyEventV2 => ({
  version: '2.0',
  routeKey: 'TEST /',
  rawPath: '/',
  rawQueryString: new URLSearchParams(query).toString(),
  headers: {
    ...(authorization !== undefined && { authorization }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  },
  ...(params !== undefined && { pathParameters: { ...params } }),
  ...(query !== undefined && { queryStringParameters: { ...query } }),
  ...(text !== undefined ? { body: text } : body !== undefined && { body: JSON.stringify(body) }),
  requestContext: {
    accountId: '000000000000',
    apiId: 'test',
    domainName: 'test',
    domainPrefix: 'test',
    http: { method: 'TEST', path: '/', protocol: 'HTTP/1.1', sourceIp, userAgent: 'jest' },
    requestId: 'test',
    routeKey: 'TEST /',
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
  isBase64Encoded: isBase64,
});
