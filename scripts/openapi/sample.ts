import type { JsonSchema } from './openapi.ts';

/** Finds the schema that a reference names. */
export type Resolve = (reference: string) => JsonSchema;

const ID = '019a8c2e-6f0a-7c3d-9b1e-5d2f4a6b8c0d';
const TIME = '2026-03-02T09:30:00.000Z';

/** What a text is, by the format of its schema. */
const byFormat: Readonly<Record<string, string>> = {
  uuid: ID,
  email: 'eve@strata.example',
  date: '2026-03-02',
  'date-time': TIME,
  uri: 'https://strata.example/',
};

/** What a field holds, by its name, where its schema has no examples of its own. */
const byName: Readonly<Record<string, unknown>> = {
  accessToken: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIwMTlhIn0.c2lnbmF0dXJl',
  age: 34,
  cents: 2500,
  code: 'order.out_of_stock',
  content: 'Hello! Is the mug still to be had?',
  currency: 'USD',
  cursor: 'eyJpZCI6IjAxOWE4YzJlIn0',
  description: 'Stoneware, holds 350 ml.',
  email: byFormat['email'],
  expiresInSeconds: 300,
  left: 1,
  message: 'Your order has been shipped.',
  name: 'Mug',
  nextCursor: 'eyJpZCI6IjAxOWE4YzJlIn0',
  password: 'correct horse battery staple',
  paymentToken: 'tok_success',
  priceCents: 1250,
  quantity: 2,
  requestId: 'b6a7c9f0-4f0e-4b8e-9a51-0d5b1f3c7e21',
  requested: 2,
  seq: 42,
  stock: 120,
  totalCents: 2500,
  version: 3,
  zone: 'America/New_York',
};

/**
 * An example of what a schema describes: its own first example, else its default, else what its name, format and bounds
 * suggest. The same schema always gives the same example.
 *
 * @param name the field that holds it
 */
export const sample = (schema: JsonSchema, resolve: Resolve, name = ''): unknown => {
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.$ref !== undefined) return sample(resolve(schema.$ref), resolve, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.allOf !== undefined)
    return Object.assign({}, ...schema.allOf.map(part => sample(asSchema(part), resolve, name))) as unknown;
  const [choice] = choicesOf(schema, name);
  if (choice !== undefined) return sample(asSchema(choice), resolve, name);
  return sampleOfType(schema, resolve, name);
};

const sampleOfType = (schema: JsonSchema, resolve: Resolve, name: string): unknown => {
  const [type]: readonly unknown[] = [schema.type].flat();
  switch (type) {
    case 'object':
      return sampleObject(schema, resolve);
    case 'array':
      return [sample(asSchema(schema.items), resolve, singular(name))];
    case 'string':
      return byFormat[schema.format ?? ''] ?? known(name, 'string') ?? 'text';
    case 'integer':
    case 'number':
      return within(schema, known(name, 'number') ?? 1);
    case 'boolean':
      return known(name, 'boolean') ?? true;
    default:
      return null;
  }
};

/** Of a time that may be null, such as `archivedAt`, the example is null: it has not happened. */
const choicesOf = ({ oneOf = [], anyOf = [] }: JsonSchema, name: string): readonly unknown[] => {
  const choices = [...oneOf, ...anyOf];
  return name.endsWith('At') ? choices.toReversed() : choices;
};

const sampleObject = (schema: JsonSchema, resolve: Resolve): Readonly<Record<string, unknown>> => {
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    sample(asSchema(field), resolve, name),
  ]);
  if (fields.length > 0 || schema.propertyNames === undefined)
    return Object.fromEntries(fields) as Record<string, unknown>;
  const key = sample(asSchema(schema.propertyNames), resolve);
  return { [String(key)]: sample(asSchema(schema.additionalProperties), resolve) };
};

const known = (name: string, type: 'string' | 'number' | 'boolean'): unknown =>
  typeof byName[name] === type ? byName[name] : undefined;

const within = ({ minimum = -Infinity, maximum = Infinity }: JsonSchema, value: unknown): number =>
  Math.min(maximum, Math.max(minimum, Number(value)));

const singular = (name: string): string => name.replace(/s$/, '');

/** `true` and `false` are schemas too; ours are objects. */
const asSchema = (schema: unknown): JsonSchema =>
  typeof schema === 'object' && schema !== null ? (schema as JsonSchema) : {};
