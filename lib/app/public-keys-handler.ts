import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { publicKeySet } from '../platform/auth/public-keys.ts';
import { SECURITY_HEADERS } from './http-answer.ts';
import { routeOf } from './http-handler.ts';
import { observe, type InvocationContext } from './invocation.ts';

type Response = APIGatewayProxyStructuredResultV2;

/** Others may keep the keys this long, so a new one is published that much before it signs; see docs/security.md. */
const MAX_AGE_SECONDS = 300;

/** A Lambda handler for the JWK Set (RFC 7517, section 5), which is no `data` of ours but a form that others read. */
export const publicKeysHandler = () =>
  middy<APIGatewayProxyEventV2, Response, Error, InvocationContext>()
    .use(observe<APIGatewayProxyEventV2, Response>(routeOf, response => ({ status: response?.statusCode })))
    .handler(() => ({
      statusCode: 200,
      headers: {
        ...SECURITY_HEADERS,
        'content-type': 'application/jwk-set+json',
        'cache-control': `public, max-age=${MAX_AGE_SECONDS}`,
      },
      body: JSON.stringify(publicKeySet()),
    }));
