import { beforeAll, expect, it } from '@jest/globals';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { handler } from '../../../../../functions/http/system/catch-all.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { lambdaContext } from '../../../../support/http.ts';

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent' });
});

it.each(['/orders', '/no/such/path'])(
  'a preflight to %s is let through, so that the page sees the answer',
  async path => {
    const event = {
      rawPath: path,
      routeKey: '$default',
      headers: { origin: 'https://strata.example', 'access-control-request-method': 'POST' },
      requestContext: { http: { method: 'OPTIONS' } },
    } as unknown as APIGatewayProxyEventV2;
    expect(await handler(event, lambdaContext())).toEqual({ statusCode: 204 });
  },
);
