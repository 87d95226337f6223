import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Result } from 'neverthrow';
import type * as z from 'zod';
import type { Route } from '../platform/http/route.ts';
import type { Container } from './container.ts';
import type { AppError } from './errors.ts';
import { problemAnswer, successAnswer } from './http-answer.ts';
import { problemDocuments, routeOf } from './http-handler.ts';
import { readBytes } from './http-request.ts';
import { answerInTime, observe, traced, type InvocationContext } from './invocation.ts';

type Event = APIGatewayProxyEventV2;
type Response = APIGatewayProxyStructuredResultV2;

/** The errors a route declares: a service that may answer with another does not compile. */
type Failure<R extends Route> = Extract<AppError, { readonly code: R['errors'][number] }>;

/**
 * A Lambda handler for a route that another system calls, signing what it sends. The service gets the bytes as they were
 * signed: parsed and written again they would be others.
 */
export const webhookHandler = <const R extends Route & Required<Pick<Route, 'signedBy'>>, Dependencies>(
  route: R,
  container: Container<Dependencies>,
  run: (
    dependencies: Dependencies,
    delivery: { readonly signature: string; readonly payload: Buffer },
  ) => Promise<Result<z.input<R['data']>, Failure<R>>>,
) => {
  const handler = middy<Event, Response, Error, InvocationContext>(answerInTime)
    .use(observe<Event, Response>(routeOf, response => ({ status: response?.statusCode })))
    .use(problemDocuments)
    .handler(
      traced<Event, Response>(async (event, context) => {
        const signature = event.headers[route.signedBy.toLowerCase()] ?? '';
        const delivery = { signature, payload: readBytes(event) };
        const result = await run(container.scope(context.invocation), delivery);
        return result.match(
          value => successAnswer(route, value, undefined, {}),
          error => problemAnswer(error, context.awsRequestId),
        );
      }),
    );
  // For whoever compares what is deployed, documented and answered.
  return Object.assign(handler, { route });
};
