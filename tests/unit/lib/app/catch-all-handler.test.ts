import { beforeAll, describe, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { catchAllHandler } from '../../../../lib/app/catch-all-handler.ts';
import { problem } from '../../../../lib/platform/http/problem.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { lambdaContext } from '../../../support/http.ts';

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent' });
});

const handler = catchAllHandler([
  { method: 'GET', path: '/orders' },
  { method: 'POST', path: '/orders' },
  { method: 'GET', path: '/orders/{orderId}' },
  { method: 'POST', path: '/orders/{orderId}/refunds' },
]);

const ask = async (method: string, rawPath: string) => {
  const event: Partial<APIGatewayProxyEventV2> = {
    rawPath,
    routeKey: '$default',
    requestContext: { http: { method } } as APIGatewayProxyEventV2['requestContext'],
  };
  const answer = await handler(event as APIGatewayProxyEventV2, lambdaContext());
  return { ...answer, problem: problem.parse(JSON.parse(answer.body ?? '')) };
};

describe('what no route matches', () => {
  it.each([
    ['GET', '/'],
    ['GET', ''],
    ['GET', '/nothing'],
    ['GET', '/orders/'],
    ['GET', '/orders//refunds'],
    ['GET', '/orders/1/refunds/2'],
    ['GET', '/Orders'],
    ['PROPFIND', '/%00'],
    ['GET', '/{orderId}'],
  ])('%s %s is a 404', async (method, path) => {
    const { statusCode, headers, problem: found } = await ask(method, path);
    expect(statusCode).toBe(404);
    expect(found).toMatchObject({ code: 'route.not_found', status: 404 });
    expect(headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(headers).not.toHaveProperty('allow');
  });

  it.each([
    ['DELETE', '/orders', 'GET, POST'],
    ['PUT', '/orders/1', 'GET'],
    ['GET', '/orders/1/refunds', 'POST'],
  ])('%s %s is a 405 that names what its path takes: %s', async (method, path, allow) => {
    const { statusCode, headers, problem: found } = await ask(method, path);
    expect(statusCode).toBe(405);
    expect(headers).toMatchObject({ allow });
    expect(found).toMatchObject({ code: 'route.method_not_allowed' });
  });
});
