import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Page } from '../platform/http/page.ts';
import type { Route } from '../platform/http/route.ts';
import { problemHeaders, toProblem, type AppError } from './errors.ts';

/** On every answer. The API serves data to programs: nothing may frame it, sniff it, cache it or run from it. */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/** A success as its contract says; fields the contract does not name stay here. */
export const successAnswer = (route: Route, value: unknown): APIGatewayProxyStructuredResultV2 => {
  if (route.paged !== true) return answer(route.status, { data: route.data.parse(value) });
  const { items, nextCursor } = value as Page<unknown>;
  return answer(route.status, { data: z.array(route.data).parse(items), nextCursor });
};

export const problemAnswer = (error: AppError, requestId: string): APIGatewayProxyStructuredResultV2 => {
  const problem = toProblem(error, requestId);
  return answer(problem.status, problem, {
    'content-type': 'application/problem+json',
    ...problemHeaders(error),
  });
};

const answer = (
  statusCode: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'application/json', ...SECURITY_HEADERS, ...headers },
  body: JSON.stringify(body),
});
