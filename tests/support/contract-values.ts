import * as z from 'zod';
import { spoiled } from './nasty.ts';
import type { randomOf } from './random.ts';

type Random = ReturnType<typeof randomOf>;

const schemaNode = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  minItems: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  format: z.string().optional(),
  default: z.unknown().optional(),
});

const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[random.below(items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
};

/** A value that a contract's schema accepts, or nearly: what it says in JSON Schema is heeded, refinements are not. */
export const valueOf = (schema: z.ZodType, random: Random): unknown =>
  fromNode(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), random);

const fromNode = (node: unknown, random: Random): unknown => {
  const { type, properties = {}, required = [], ...rest } = schemaNode.parse(node);
  if ('const' in rest && rest.const !== undefined) return rest.const;
  if (rest.enum !== undefined) return pick(random, rest.enum);
  if (rest.anyOf !== undefined) return fromNode(pick(random, rest.anyOf), random);
  switch (Array.isArray(type) ? type[0] : type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([name]) => required.includes(name) || random.next() < 0.6)
          .map(([name, property]) => [name, fromNode(property, random)]),
      );
    case 'array':
      return Array.from({ length: Math.max(rest.minItems ?? 0, 1 + random.below(3)) }, () =>
        fromNode(rest.items ?? {}, random),
      );
    case 'integer':
    case 'number':
      return numberIn(rest.minimum ?? 0, rest.maximum ?? 1000, random);
    case 'boolean':
      return random.next() < 0.5;
    case undefined:
    default:
      return textOf(rest.format, rest.minLength ?? 1, random);
  }
};

const numberIn = (minimum: number, maximum: number, random: Random): number => {
  const limit = Math.min(maximum, Number.MAX_SAFE_INTEGER);
  return random.next() < 0.2
    ? pick(random, [minimum, limit])
    : minimum + random.below(Math.min(limit - minimum, 100) + 1);
};

const textOf = (format: string | undefined, minLength: number, random: Random): string => {
  if (format === 'email') return `user${random.below(1e6)}@strata.example`;
  if (format === 'uuid' || format === 'guid') return crypto.randomUUID();
  if (format === 'date') return `20${10 + random.below(80)}-0${1 + random.below(9)}-1${random.below(9)}`;
  return pick(random, ['a', 'Some text', 'é🙂 ', '<b>&"', "'; --", '%_\\']).padEnd(minLength, 'x');
};

/** A value spoiled in one place or, now and then, in another way each time it is asked for. */
export const spoiledValueOf = (value: unknown, random: Random): unknown =>
  pick(random, [value, ...spoiled(value)]);
