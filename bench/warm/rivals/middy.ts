import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpEventNormalizer from '@middy/http-event-normalizer';
import httpHeaderNormalizer from '@middy/http-header-normalizer';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import httpResponseSerializer from '@middy/http-response-serializer';
import httpSecurityHeaders from '@middy/http-security-headers';
import { createError } from '@middy/util';
import { placed, placement, type Placement, type ContenderModule, type Handler } from '../handler.ts';
import { createVerifier } from './token.ts';

/** What middlewares have made of an event. */
interface Request {
  event: { headers: { authorization?: string }; body: Placement; userId?: string | undefined };
}

/** Six official middlewares, and two of ten lines for the token and for zod. */
export const createHandler: ContenderModule['createHandler'] = verifies => {
  const verify = createVerifier();
  const authenticated = {
    before: async (request: Request) => {
      try {
        request.event.userId = await verify(request.event.headers.authorization);
      } catch {
        throw createError(401, 'Unauthorized');
      }
    },
  };
  const validated = {
    before: (request: Request) => {
      const parsed = placement.safeParse(request.event.body);
      if (!parsed.success) throw createError(400, JSON.stringify(parsed.error.issues), { expose: true });
      request.event.body = parsed.data;
    },
  };
  return middy()
    .use(httpEventNormalizer())
    .use(httpHeaderNormalizer())
    .use(httpSecurityHeaders())
    .use(
      httpResponseSerializer({
        serializers: [
          {
            regex: /^application\/json$/,
            serializer: ({ body }: { body?: unknown }) => JSON.stringify(body),
          },
        ],
        defaultContentType: 'application/json',
      }),
    )
    .use(httpErrorHandler({ logger: false }))
    .use(verifies ? [authenticated, httpJsonBodyParser(), validated] : [httpJsonBodyParser(), validated])
    .handler(async (event: Request['event']) => ({
      statusCode: 201,
      headers: {},
      body: { data: placed(event.body) },
    })) as unknown as Handler;
};
