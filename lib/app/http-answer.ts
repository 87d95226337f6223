import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Page } from '../platform/http/page.ts';
import { alreadyHas, etagOf } from '../platform/http/precondition.ts';
import type { Route } from '../platform/http/route.ts';
import { lazily } from '../platform/lazily/lazily.ts';
import { problemHeaders, toProblem, type AppError } from './errors.ts';

type Headers = Readonly<Record<string, string>>;

/** On every answer. The API serves data to programs: nothing may frame it, sniff it, cache it or run from it. */
export const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * A success as its contract says; fields the contract does not name stay here.
 *
 * @param ifNoneMatch the request's header: a caller who has this already is answered 304 without it
 */
export const successAnswer = (
  route: Route,
  value: unknown,
  ifNoneMatch: string | undefined,
  headers: Headers,
): APIGatewayProxyStructuredResultV2 => {
  if (route.status === 204) return { statusCode: 204, headers: { ...SECURITY_HEADERS, ...headers } };
  if (route.paged === true) {
    const { items, nextCursor } = value as Page<unknown>;
    return answer(route.status, { data: items.map(item => route.data.parse(item)), nextCursor }, headers);
  }
  const data = route.data.parse(value);
  const etag = etagFor(route, data);
  if (route.method === 'GET' && etag !== undefined && alreadyHas(ifNoneMatch, etag))
    return { statusCode: 304, headers: { ...SECURITY_HEADERS, etag, ...headers } };
  return answer(
    route.status,
    { data },
    {
      ...(route.alsoAs !== undefined && { vary: 'accept' }),
      ...(etag !== undefined && { etag }),
      ...(route.location !== undefined && { location: filled(route.location, data) }),
      ...headers,
    },
  );
};

export const problemAnswer = (
  error: AppError,
  requestId: string,
  headers: Headers = {},
): APIGatewayProxyStructuredResultV2 => {
  const problem = toProblem(error, requestId);
  const type = { 'content-type': 'application/problem+json' };
  return answer(problem.status, problem, { ...type, ...problemHeaders(error), ...headers });
};

/** Pages carry their style with them, and nothing else may be loaded or run. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/** A success in another media type than JSON. */
export const renderedAnswer = (
  mediaType: string,
  body: string,
  headers: Headers,
): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 200,
  headers: {
    ...SECURITY_HEADERS,
    'content-type': `${mediaType}; charset=utf-8`,
    vary: 'accept',
    ...(mediaType === 'text/html' && { 'content-security-policy': PAGE_POLICY }),
    ...headers,
  },
  body,
});

const answer = (statusCode: number, body: unknown, headers: Headers): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...SECURITY_HEADERS, ...headers },
  body: JSON.stringify(body),
});

const versioned = lazily(() => z.object({ version: z.number() }));
const etagFor = (route: Route, data: unknown): string | undefined => {
  if (route.etag === undefined || route.etag === false) return undefined;
  return etagOf(versioned().parse(data).version, route.etag === 'representation' ? data : undefined);
};

/** A location with its `{field}`s taken from the data. */
const filled = (location: string, data: unknown): string => {
  const fields = new Map<string, unknown>(Object.entries(data ?? {}));
  return location.replace(/\{(\w+)\}/g, (_, field: string) => {
    if (!fields.has(field)) throw new Error(`The answer has no ${field} for its Location ${location}`);
    return encodeURIComponent(String(fields.get(field)));
  });
};
