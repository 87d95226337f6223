import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { handler } from '../../functions/http/orders/place.ts';
import type { InvocationContext } from '../../lib/app/invocation.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';

const TIMEOUT_MILLISECONDS = 29_000;

/** The function that places orders, behind an HTTP server that calls it as API Gateway does. @returns its port */
export const start = async (): Promise<number> => {
  const server = createServer((request, response) => {
    const answer = async (): Promise<void> => {
      const { statusCode = 500, headers = {}, body } = await handler(await eventOf(request), newContext());
      response.writeHead(statusCode, headers as Record<string, string>).end(body);
    };
    answer().catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
};

const newContext = (): InvocationContext => {
  const endsAt = Date.now() + TIMEOUT_MILLISECONDS;
  const given: Partial<Context> = {
    functionName: 'placeOrder',
    awsRequestId: uuidv7(),
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  };
  return given as InvocationContext;
};

const eventOf = async (request: IncomingMessage): Promise<APIGatewayProxyEventV2> => ({
  version: '2.0',
  routeKey: 'POST /orders',
  rawPath: '/orders',
  rawQueryString: '',
  headers: request.headers as Record<string, string>,
  requestContext: {
    accountId: '000000000000',
    apiId: 'bench',
    domainName: 'bench',
    domainPrefix: 'bench',
    http: {
      method: 'POST',
      path: '/orders',
      protocol: 'HTTP/1.1',
      sourceIp: '127.0.0.1',
      userAgent: 'bench',
    },
    requestId: 'bench',
    routeKey: 'POST /orders',
    stage: '$default',
    time: '',
    timeEpoch: 0,
  },
  body: await text(request),
  isBase64Encoded: false,
});
