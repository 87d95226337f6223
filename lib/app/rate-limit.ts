import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import type { Route, RouteRateLimit } from '../platform/http/route.ts';
import { lazily } from '../platform/lazily/lazily.ts';
import type { RateLimiter, RateLimitState } from '../platform/rate-limit/rate-limiter.ts';
import { Refusal } from './failure.ts';

/** What a route needs of its container when it is rate-limited. */
export type RateLimitDeps<R extends Route> = R extends { readonly rateLimits: readonly RouteRateLimit[] }
  ? { readonly rateLimiter: RateLimiter }
  : unknown;

const withEmail = lazily(() => z.object({ email: z.string() }));

const subjectOf = (
  { by }: RouteRateLimit,
  event: APIGatewayProxyEventV2,
  caller: Principal | undefined,
  body: unknown,
): string => {
  switch (by) {
    case 'address':
      return event.requestContext.http.sourceIp;
    case 'user':
      return caller?.userId ?? event.requestContext.http.sourceIp;
    case 'email':
      return withEmail().parse(body).email.toLowerCase();
  }
};

/**
 * Counts a request against each limit of its route.
 *
 * @returns the headers RateLimit-Policy and RateLimit (draft-ietf-httpapi-ratelimit-headers-10)
 * @throws Refusal when one is used up
 */
export const takeFromLimits = async <R extends Route>(
  route: R,
  event: APIGatewayProxyEventV2,
  caller: Principal | undefined,
  body: unknown,
  dependencies: RateLimitDeps<R>,
): Promise<Readonly<Record<string, string>>> => {
  const { rateLimits: limits } = route;
  if (limits === undefined) return {};
  const { rateLimiter } = dependencies as { readonly rateLimiter: RateLimiter };
  const states: { readonly limit: RouteRateLimit; readonly state: RateLimitState }[] = [];
  for (const limit of limits)
    states.push({ limit, state: await rateLimiter.take(limit, subjectOf(limit, event, caller, body)) });
  const headers = {
    'ratelimit-policy': limits
      .map(({ name, limit, windowSeconds }) => `"${name}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    ratelimit: states
      .map(({ limit, state }) => `"${limit.name}";r=${state.remaining};t=${state.resetSeconds}`)
      .join(', '),
  };
  const used = states.filter(({ state }) => !state.allowed).map(({ state }) => state.resetSeconds);
  if (used.length === 0) return headers;
  const retryAfterSeconds = Math.max(1, ...used);
  const detail = `Too many requests of this kind. Try again in ${retryAfterSeconds} s.`;
  throw new Refusal({ code: 'request.rate_limited', detail, retryAfterSeconds }, headers);
};
