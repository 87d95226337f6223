import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { problemAnswer } from './http-answer.ts';
import { routeOf } from './http-handler.ts';
import { observe, type InvocationContext } from './invocation.ts';
import type { Route } from '../platform/http/route.ts';

type Response = APIGatewayProxyStructuredResultV2;

/**
 * Answers what no route matches: 405 with the methods that its path does take, or 404. And preflights, which browsers send
 * before a request from a page of another origin.
 *
 * @param routes every route there is, by method and path
 */
export const catchAllHandler = (routes: readonly Pick<Route, 'method' | 'path'>[]) =>
  middy<APIGatewayProxyEventV2, Response, Error, InvocationContext>()
    .use(observe<APIGatewayProxyEventV2, Response>(routeOf, response => ({ status: response?.statusCode })))
    .handler(({ rawPath, requestContext }, { awsRequestId }): Response => {
      // API Gateway hands a preflight to the $default route, and adds the CORS headers to what that answers.
      if (requestContext.http.method === 'OPTIONS') return { statusCode: 204 };
      const allow = routes.filter(({ path }) => matches(path, rawPath)).map(({ method }) => method);
      const asked = `${requestContext.http.method} ${rawPath}`;
      if (allow.length === 0)
        return problemAnswer(
          { code: 'route.not_found', detail: `There is no route ${asked}.` },
          awsRequestId,
        );
      const detail = `There is no route ${asked}; this path takes ${allow.join(', ')}.`;
      return problemAnswer({ code: 'route.method_not_allowed', detail, allow }, awsRequestId);
    });

/** Whether a path fits a template such as `/orders/{orderId}`: a parameter stands for one segment. */
const matches = (template: string, path: string): boolean => {
  const expected = template.split('/');
  const actual = path.split('/');
  return (
    expected.length === actual.length &&
    expected.every((segment, index) =>
      segment.startsWith('{') ? actual[index] !== '' : segment === actual[index],
    )
  );
};
