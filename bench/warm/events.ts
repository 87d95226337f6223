import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';

const body = {
  items: Array.from({ length: 5 }, (_, index) => ({
    productId: `01989a3f-2a6b-7c1e-9f4e-3a1c5b7d9e0${index}`,
    quantity: index + 1,
  })),
  paymentToken: 'tok_success',
};

/** A request as the HTTP API hands it on, with what browsers and API Gateway send. Made anew: middlewares change it. */
export const createEvent = (
  authorization: string | undefined,
  sent: unknown = body,
): APIGatewayProxyEventV2 => {
  const text = JSON.stringify(sent);
  return {
    version: '2.0',
    routeKey: 'POST /orders',
    rawPath: '/orders',
    rawQueryString: '',
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      'content-length': String(Buffer.byteLength(text)),
      'content-type': 'application/json',
      host: 'api.example.com',
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36',
      'x-amzn-trace-id': 'Root=1-6921f2f0-0f1e2d3c4b5a69788796a5b4',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      ...(authorization !== undefined && { authorization }),
    },
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'api.example.com',
      domainPrefix: 'api',
      http: {
        method: 'POST',
        path: '/orders',
        protocol: 'HTTP/1.1',
        sourceIp: '192.0.2.1',
        userAgent: 'bench',
      },
      requestId: 'bench',
      routeKey: 'POST /orders',
      stage: '$default',
      time: '25/Nov/2026:10:00:00 +0000',
      timeEpoch: 1_795_600_000_000,
    },
    body: text,
    isBase64Encoded: false,
  };
};

export const createContext = (): Context => {
  const endsAt = Date.now() + 10_000;
  const given: Partial<Context> = {
    functionName: 'bench',
    awsRequestId: '01989a3f-2a6b-7c1e-9f4e-3a1c5b7d9e0f',
    getRemainingTimeInMillis: () => endsAt - Date.now(),
  };
  return given as Context;
};
