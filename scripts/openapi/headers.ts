import type { ErrorCode } from '../../lib/app/errors.ts';
import type { Route } from '../../lib/platform/http/route.ts';
import type { Components } from './components.ts';
import type { Header, Reference } from './openapi.ts';
import { isRetried } from './problems.ts';

type Headers = Readonly<Record<string, Reference>>;

const text = { type: 'string' } as const;

/** Every header of an answer that a client should know, by name. */
const headers = {
  ETag: {
    description:
      'The version of what was answered. Send it as If-Match to change it, as If-None-Match to ask again.',
    required: true,
    schema: text,
    example: '"3"',
  },
  Location: { description: 'The path of what was created.', required: true, schema: text },
  RateLimit: {
    description:
      'What is left of each limit: `r` requests for `t` seconds (draft-ietf-httpapi-ratelimit-headers-10).',
    required: true,
    schema: text,
    example: '"sign-in";r=9;t=60',
  },
  'RateLimit-Policy': {
    description: 'The limits of this route: `q` requests in `w` seconds.',
    required: true,
    schema: text,
    example: '"sign-in";q=10;w=60',
  },
  'Retry-After': {
    description: 'After how many seconds to try again. Absent from errors that trying again does not mend.',
    schema: { type: 'integer', minimum: 1 },
    example: 1,
  },
  'WWW-Authenticate': {
    description: 'How to sign in: with a Bearer token.',
    schema: text,
    example: 'Bearer',
  },
} satisfies Readonly<Record<string, Header>>;

export const takeHeaders = (components: Components, ...names: readonly (keyof typeof headers)[]): Headers =>
  Object.fromEntries(names.map(name => [name, components.add('headers', name, headers[name])]));

/** The headers of an answer with one of these errors. */
export const errorHeaders = (codes: readonly ErrorCode[], components: Components): Headers => ({
  ...(codes.includes('auth.required') && takeHeaders(components, 'WWW-Authenticate')),
  ...(codes.some(isRetried) && takeHeaders(components, 'Retry-After')),
  ...(codes.includes('request.rate_limited') && takeHeaders(components, 'RateLimit', 'RateLimit-Policy')),
});

/** The headers of a route's success. */
export const successHeaders = (route: Route, components: Components): Headers => ({
  ...(route.etag !== undefined && route.etag !== false && takeHeaders(components, 'ETag')),
  ...(route.location !== undefined && takeHeaders(components, 'Location')),
  ...(route.rateLimits !== undefined && takeHeaders(components, 'RateLimit', 'RateLimit-Policy')),
});
