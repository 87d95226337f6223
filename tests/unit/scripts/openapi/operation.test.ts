import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { Route } from '../../../../lib/platform/http/route.ts';
import { createComponents } from '../../../../scripts/openapi/components.ts';
import { operationOf } from '../../../../scripts/openapi/operation.ts';

const mug = z.object({ id: z.guid(), version: z.int(), name: z.string() });
const newMug = z.strictObject({ name: z.string().min(1), colour: z.string().default('white') });
const names = new Map<unknown, string>([
  [mug, 'Mug'],
  [newMug, 'NewMug'],
]);

const plain = {
  method: 'GET',
  path: '/mugs',
  summary: 'Get the mug',
  access: 'public',
  status: 200,
  data: mug,
  errors: [],
} as const satisfies Route;

const describeRoute = (route: Route) => {
  const components = createComponents(names);
  const operation = operationOf(route, { id: 'getMug', tag: 'mugs' }, components, new Map());
  return { operation, sections: components.sections() };
};
const statuses = (route: Route) =>
  Object.keys(describeRoute(route).operation.responses).filter(status => status !== 'default');
const parameters = (route: Route) =>
  (describeRoute(route).operation.parameters ?? []).map(one =>
    '$ref' in one ? one.$ref.replace(/.*\//, '') : `${one.in} ${one.name}${one.required ? '' : '?'}`,
  );

describe('a route', () => {
  it('answers with its data in an envelope, and with what can go wrong anywhere', () => {
    const { operation, sections } = describeRoute(plain);
    expect(operation.responses[200]).toMatchObject({
      content: {
        'application/json': {
          schema: { properties: { data: { $ref: '#/components/schemas/Mug' } }, required: ['data'] },
          example: { data: { id: expect.any(String), version: 3, name: 'Mug' } },
        },
      },
    });
    expect(statuses(plain)).toEqual(['200', '500', '503']);
    expect(Object.keys(sections.schemas)).toContain('Mug');
  });

  it('answers a list as a page', () => {
    const { operation } = describeRoute({ ...plain, paged: true });
    expect(operation.responses[200]).toMatchObject({
      content: {
        'application/json': {
          schema: {
            properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Mug' } } },
            required: ['data', 'nextCursor'],
          },
        },
      },
    });
  });

  it('may answer with nothing, or in other media types', () => {
    const { operation: without } = describeRoute({ ...plain, status: 204, data: z.void() });
    expect(without.responses[204]).not.toHaveProperty('content');
    const { operation: also } = describeRoute({ ...plain, alsoAs: ['text/csv'] });
    expect(also.responses[200]).toMatchObject({ content: { 'text/csv': { schema: { type: 'string' } } } });
  });

  it('says who may call it', () => {
    expect(describeRoute(plain).operation.security).toEqual([]);
    const user = { ...plain, access: 'user' } as const;
    expect(describeRoute(user).operation).not.toHaveProperty('security');
    expect(statuses(user)).toEqual(['200', '401', '500', '503']);
    expect(statuses({ ...plain, access: 'admin' })).toEqual(['200', '401', '403', '500', '503']);
  });

  it('takes parameters and a body, closed as they are, and says how they can be wrong', () => {
    const route: Route = {
      ...plain,
      method: 'POST',
      path: '/mugs/{mugId}',
      params: z.strictObject({ mugId: z.guid() }),
      query: z.strictObject({ limit: z.coerce.number().int().max(9).default(3).describe('How many') }),
      body: newMug,
    };
    const { operation, sections } = describeRoute(route);
    expect(parameters(route)).toEqual(['path mugId', 'query limit?']);
    expect(operation.parameters?.[1]).toEqual({
      name: 'limit',
      in: 'query',
      description: 'How many',
      required: false,
      schema: { type: 'integer', default: 3, maximum: 9 },
    });
    expect(sections.schemas['NewMug']).toMatchObject({ required: ['name'], additionalProperties: false });
    expect(sections.schemas).not.toHaveProperty('Mugs');
    expect(statuses(route)).toEqual(['200', '400', '413', '415', '500', '503']);
  });

  it('with an ETag can be asked for what has changed', () => {
    for (const etag of [true, 'representation'] as const) {
      const { operation } = describeRoute({ ...plain, etag });
      expect(operation.responses[200]).toMatchObject({ headers: { ETag: expect.anything() } });
      expect(operation.responses[304]).toMatchObject({ headers: { ETag: expect.anything() } });
      expect(parameters({ ...plain, etag })).toEqual(['If-None-Match']);
    }
    expect(statuses({ ...plain, method: 'PATCH', etag: true })).not.toContain('304');
  });

  it('with If-Match can lose a race, or miss the header', () => {
    const route: Route = { ...plain, method: 'PATCH', ifMatch: 'required', errors: ['precondition.failed'] };
    expect(parameters(route)).toEqual(['If-Match']);
    expect(statuses(route)).toEqual(['200', '412', '428', '500', '503']);
  });

  it('with an Idempotency-Key can meet its twin, or another request', () => {
    const route: Route = { ...plain, method: 'POST', idempotent: true };
    expect(parameters(route)).toEqual(['Idempotency-Key']);
    expect(statuses(route)).toEqual(['200', '400', '409', '422', '500', '503']);
  });

  it('with limits says what they are, before they are reached and then', () => {
    const route: Route = {
      ...plain,
      location: '/mugs/{id}',
      rateLimits: [{ name: 'mugs', limit: 5, windowSeconds: 60, by: 'address' }],
    };
    const { operation, sections } = describeRoute(route);
    expect(operation.description).toContain('At most 5 requests in 60 s for one network address (`mugs`).');
    expect(operation.responses[200]).toMatchObject({
      headers: {
        Location: expect.anything(),
        RateLimit: expect.anything(),
        'RateLimit-Policy': expect.anything(),
      },
    });
    expect(sections.responses['request.rate_limited']).toMatchObject({
      headers: { RateLimit: expect.anything(), 'Retry-After': expect.anything() },
    });
  });
});

describe('an error', () => {
  it('stands under its status with its code, its fields and an example of its very words', () => {
    const route: Route = {
      ...plain,
      access: 'user',
      errors: ['order.out_of_stock', 'order.mixed_currencies'],
    };
    const components = createComponents(names);
    const details = new Map([['order.mixed_currencies', 'Place one order for each.']]);
    const { responses } = operationOf(route, { id: 'getMug', tag: 'mugs' }, components, details);
    const { schemas, examples } = components.sections();
    expect(responses[409]).toMatchObject({
      content: {
        'application/problem+json': {
          schema: {
            oneOf: [
              { allOf: [{}, { properties: { code: { enum: ['order.mixed_currencies'] } } }] },
              { $ref: '#/components/schemas/OrderOutOfStockProblem' },
            ],
          },
        },
      },
    });
    expect(schemas['OrderOutOfStockProblem']).toMatchObject({
      allOf: [{ $ref: '#/components/schemas/Problem' }, { required: ['products'] }],
    });
    expect(examples['order.mixed_currencies']?.value).toMatchObject({
      status: 409,
      code: 'order.mixed_currencies',
      detail: 'Place one order for each.',
    });
  });

  it('that does not exist is a mistake in the contract', () => {
    expect(() => describeRoute({ ...plain, errors: ['mug.broken'] })).toThrow('GET /mugs names mug.broken');
  });
});

it('two schemas of one name are a mistake', () => {
  const twins = new Map<unknown, string>([
    [mug, 'Mug'],
    [newMug, 'Mug'],
  ]);
  const components = createComponents(twins);
  components.use(mug, 'output');
  expect(() => components.use(newMug, 'input')).toThrow('two of the schemas are called Mug');
});
