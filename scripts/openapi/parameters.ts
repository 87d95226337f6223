import type { Route } from '../../lib/platform/http/route.ts';
import type { Components } from './components.ts';
import type { JsonSchema, Parameter, Reference } from './openapi.ts';
import { sample } from './sample.ts';

const tag = { type: 'string' } as const;

const headers = {
  'Idempotency-Key': {
    description:
      'Makes it safe to send the request again: the same key and body have their effect once, and get the same answer for 24 hours. A UUID made for each thing you want done is best.',
    required: false,
    // No example: who tries the route would use it again and again.
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
  'If-Match': {
    description: 'The ETag of the version you change, or `*` for whichever there is.',
    required: true,
    schema: tag,
    example: '"3"',
  },
  'If-None-Match': {
    description: 'The ETag you have. While it is the newest, the answer is 304 without a body.',
    required: false,
    schema: tag,
  },
  'Stripe-Signature': {
    description: 'Signs the bytes of the body: `t=<seconds>,v1=<hex>`.',
    required: true,
    schema: tag,
  },
} as const satisfies Readonly<Record<string, Omit<Parameter, 'name' | 'in'>>>;

/** Whether a client may ask for it only if it has changed. */
export const takesEtag = ({ method, etag = false }: Route): boolean => method === 'GET' && etag !== false;

/** Everything a route takes beside its body, path first. */
export const parametersOf = (route: Route, components: Components): readonly (Parameter | Reference)[] => {
  const header = (name: keyof typeof headers) =>
    components.add('parameters', name, { name, in: 'header', ...headers[name] });
  return [
    ...fields('path', route, components),
    ...fields('query', route, components),
    ...(route.idempotent === undefined ? [] : [header('Idempotency-Key')]),
    ...(route.ifMatch === undefined ? [] : [header('If-Match')]),
    ...(route.signedBy === undefined ? [] : [header(route.signedBy)]),
    ...(takesEtag(route) ? [header('If-None-Match')] : []),
  ];
};

/** A parameter for each field of the schema of the path or of the query. */
const fields = (place: 'path' | 'query', route: Route, components: Components): readonly Parameter[] => {
  const part = place === 'path' ? route.params : route.query;
  if (part === undefined) return [];
  const { properties = {}, required = [] } = components.inline(part, 'input');
  const describedBy = ({ $ref }: JsonSchema) =>
    $ref === undefined ? undefined : components.resolve($ref).description;
  return Object.entries(properties).map(([name, property]) => {
    const { description = describedBy(property as JsonSchema), ...schema } = property as JsonSchema;
    return {
      name,
      in: place,
      ...(description !== undefined && { description }),
      required: required.includes(name),
      schema,
      ...(place === 'path' && { example: sample(schema, components.resolve, name) }),
    };
  });
};
