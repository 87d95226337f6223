import * as z from 'zod';
import type { Route } from '../../lib/platform/http/route.ts';
import type { Components } from './components.ts';
import { successHeaders, takeHeaders } from './headers.ts';
import type { Answer, JsonSchema, MediaType, Operation, Reference } from './openapi.ts';
import { parametersOf, takesEtag } from './parameters.ts';
import { problemAnswers } from './problem-answers.ts';
import { sample } from './sample.ts';

/** What the document says of a route beside its contract. */
export interface OperationNames {
  /** The name of its contract: `placeOrder`. */
  readonly id: string;
  readonly tag: string;
}

/** A route as OpenAPI describes it. */
export const operationOf = (
  route: Route,
  { id, tag }: OperationNames,
  components: Components,
  details: ReadonlyMap<string, string>,
): Operation => {
  const parameters = parametersOf(route, components);
  return {
    operationId: id,
    tags: [tag],
    summary: route.summary,
    description: describe(route),
    ...(route.access === 'public' && { security: [] as const }),
    ...(parameters.length > 0 && { parameters }),
    ...(route.body !== undefined && {
      requestBody: { required: true, content: json(components.use(route.body, 'input'), components) },
    }),
    responses: {
      [route.status]: success(route, components),
      ...(takesEtag(route) && { 304: notModified(components) }),
      ...problemAnswers(route, components, details),
      default: gatewayAnswer(components),
    },
  };
};

const callers = {
  public: 'Anybody may call it.',
  user: 'Needs an access token.',
  admin: 'For administrators. Session and role are looked up, so a revocation holds at once.',
} as const;
const counted = { address: 'network address', user: 'user', email: 'e-mail address' } as const;

const describe = ({ description, access, rateLimits = [] }: Route): string =>
  [
    ...(description === undefined ? [] : [description]),
    callers[access],
    ...rateLimits.map(
      ({ name, limit, windowSeconds, by }) =>
        `At most ${limit} requests in ${windowSeconds} s for one ${counted[by]} (\`${name}\`).`,
    ),
  ].join('\n\n');

const outcomes = {
  200: 'Done.',
  201: 'Created.',
  202: 'Accepted: it is done in the background.',
  204: 'Done; there is nothing to tell.',
} as const;

const success = (route: Route, components: Components): Answer => {
  const headers = successHeaders(route, components);
  return {
    description: outcomes[route.status],
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(route.status !== 204 && {
      content: { ...json(envelope(route, components), components), ...otherTypes(route) },
    }),
  };
};

/** `{ data }`, and `nextCursor` beside it for a page of a list. */
const envelope = (route: Route, components: Components): JsonSchema => {
  const data = components.use(route.data, 'output');
  if (route.paged !== true) return { type: 'object', properties: { data }, required: ['data'] };
  const nextCursor = components.use(cursor, 'output');
  return {
    type: 'object',
    properties: { data: { type: 'array', items: data }, nextCursor },
    required: ['data', 'nextCursor'],
  };
};
const cursor = z
  .string()
  .nullable()
  .describe('Send it as `cursor` to get the next page; null when this was the last');

const json = (schema: JsonSchema, components: Components): Readonly<Record<string, MediaType>> => ({
  'application/json': { schema, example: sample(schema, components.resolve) },
});

const otherTypes = ({ alsoAs = [] }: Route): Readonly<Record<string, MediaType>> =>
  Object.fromEntries(alsoAs.map(mediaType => [mediaType, { schema: { type: 'string' } }]));

const notModified = (components: Components): Answer => ({
  description: 'You have this version already.',
  headers: takeHeaders(components, 'ETag'),
});

/** API Gateway answers some requests before a function sees them, in its own words. */
const gatewayAnswer = (components: Components): Reference =>
  components.add('responses', 'gateway', {
    description:
      'What API Gateway answers itself: 413 beyond 10 MB, 429 beyond the rate of the account, 500 or 503 when no function could be reached.',
    content: {
      'application/json': {
        schema: { type: 'object', properties: { message: { type: 'string' } }, required: ['message'] },
        example: { message: 'Too Many Requests' },
      },
    },
  });
