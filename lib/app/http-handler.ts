import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Result } from 'neverthrow';
import type * as z from 'zod';
import type { Page } from '../platform/http/page.ts';
import type { Route, RouteRateLimit } from '../platform/http/route.ts';
import { authenticate, type AuthenticationDeps, type Caller } from './authentication.ts';
import type { Container } from './container.ts';
import type { AppError } from './errors.ts';
import { describeFailure, Refusal } from './failure.ts';
import { takeFromLimits, type RateLimitDeps } from './rate-limit.ts';
import { problemAnswer, renderedAnswer, successAnswer } from './http-answer.ts';
import type { RendererFor, Renderers } from './negotiation.ts';
import { readInput, type Input } from './http-request.ts';
import { answerInTime, observe, traced, type InvocationContext } from './invocation.ts';

type Event = APIGatewayProxyEventV2;
type Response = APIGatewayProxyStructuredResultV2;

/** What a service returns for a route: its data, or a page of them. */
type Answer<R extends Route> = R extends { readonly paged: true }
  ? Page<z.input<R['data']>>
  : z.input<R['data']>;

/** The errors a route declares: a service that may answer with another does not compile. */
type Failure<R extends Route> = Extract<
  AppError,
  { readonly code: R['errors'][number] | 'request.invalid' | LimitCode<R> }
>;
type LimitCode<R extends Route> = R extends { readonly rateLimits: readonly RouteRateLimit[] }
  ? 'request.rate_limited'
  : never;

/**
 * A Lambda handler for one route: finds out who calls, parses what the contract declares, counts the request against its
 * limits, calls one service method, and answers with what the contract allows or with a problem document. Nothing leaves
 * as a raw error.
 */
export const httpHandler = <
  const R extends Route,
  Dependencies extends AuthenticationDeps<R['access']> & RateLimitDeps<R>,
>(
  route: R,
  container: Container<Dependencies>,
  run: (
    dependencies: Dependencies,
    request: Input<R> & { readonly caller: Caller<R['access']> },
  ) => Promise<Result<Answer<R>, Failure<R>>>,
  ...[renderers, rendererFor]: Renderers<R, Dependencies> extends undefined
    ? []
    : [Renderers<R, Dependencies>, RendererFor]
) => {
  const handler = middy<Event, Response, Error, InvocationContext>(answerInTime)
    .use(observe<Event, Response>(routeOf, response => ({ status: response?.statusCode })))
    .use(problemDocuments)
    .handler(
      traced<Event, Response>(async (event, context) => {
        const dependencies = container.scope(context.invocation);
        const caller = await authenticate<R['access']>(
          route.access,
          event.headers['authorization'],
          dependencies,
        );
        const input = readInput(route, event, caller);
        const headers = await takeFromLimits(route, event, caller, input.body, dependencies);
        const result = await run(dependencies, { ...input, caller });
        const renderer = rendererFor?.<Dependencies>(route, event.headers['accept'], renderers);
        if (renderer !== undefined && result.isOk())
          return renderedAnswer(
            renderer.mediaType,
            await renderer.render(result.value, dependencies),
            headers,
          );
        return result.match(
          value => successAnswer(route, value, event.headers['if-none-match'], headers),
          error => problemAnswer(error, context.awsRequestId, headers),
        );
      }),
    );
  // For whoever compares what is deployed, documented and answered.
  return Object.assign(handler, { route });
};

/** Turns whatever was thrown into a problem document. */
export const problemDocuments: MiddlewareObj<Event, Response, Error, InvocationContext> = {
  onError: request => {
    const { awsRequestId, invocation } = request.context;
    const { error } = request;
    const headers = error instanceof Refusal ? error.headers : {};
    request.response = problemAnswer(describeFailure(error, invocation.log), awsRequestId, headers);
  },
};

export const routeOf = (event: Event) => ({ route: event.routeKey, path: event.rawPath });
