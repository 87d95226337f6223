import type { JsonSchema } from './openapi.ts';
import { fieldExamples, formatExamples, STOPGAP } from './field-examples.ts';

/** Finds the schema that a reference names. */
export type Resolve = (reference: string) => JsonSchema;

/** Where a value stands: the field that holds it, and what holds the field. */
interface Place {
  readonly field: string;
  readonly owner: string;
}

/**
 * An example of what a schema describes: its own first example, else its default, else what its name, format and bounds
 * suggest. The same schema always gives the same example.
 *
 * @param field the name of the field that holds it
 */
export const sample = (schema: JsonSchema, resolve: Resolve, field = ''): unknown =>
  sampleAt(schema, resolve, { field, owner: '' });

const sampleAt = (schema: JsonSchema, resolve: Resolve, place: Place): unknown => {
  if (schema.examples?.[0] !== undefined) return schema.examples[0];
  if (schema.$ref !== undefined) return sampleNamed(schema.$ref, resolve, place);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.allOf !== undefined)
    return Object.assign(
      {},
      ...schema.allOf.map(part => sampleAt(asSchema(part), resolve, place)),
    ) as unknown;
  const [choice] = choicesOf(schema, place);
  if (choice !== undefined) return sampleAt(asSchema(choice), resolve, place);
  return sampleOfType(schema, resolve, place);
};

/** An object with a name is known by it, whatever field it stands in. */
const sampleNamed = (reference: string, resolve: Resolve, place: Place): unknown => {
  const named = resolve(reference);
  const field = named.properties === undefined ? place.field : reference.replace(/^.*\//, '');
  return sampleAt(named, resolve, { ...place, field });
};

const sampleOfType = (schema: JsonSchema, resolve: Resolve, place: Place): unknown => {
  const [type]: readonly unknown[] = [schema.type].flat();
  switch (type) {
    case 'object':
      return sampleObject(schema, resolve, place);
    case 'array':
      return [sampleAt(asSchema(schema.items), resolve, { ...place, field: singular(place.field) })];
    case 'string':
      return known(place, 'string') ?? formatExamples[schema.format ?? ''] ?? STOPGAP;
    case 'integer':
    case 'number':
      return within(schema, known(place, 'number') ?? 1);
    case 'boolean':
      return known(place, 'boolean') ?? true;
    default:
      return null;
  }
};

/** Of a time that may be null, such as `archivedAt`, the example is null: it has not happened. */
const choicesOf = ({ oneOf = [], anyOf = [] }: JsonSchema, { field }: Place): readonly unknown[] => {
  const choices = [...oneOf, ...anyOf];
  return field.endsWith('At') ? choices.toReversed() : choices;
};

const sampleObject = (
  { properties = {}, propertyNames, required, additionalProperties }: JsonSchema,
  resolve: Resolve,
  { field: owner }: Place,
): Readonly<Record<string, unknown>> => {
  const fields = Object.entries(properties).map(([field, schema]) => [
    field,
    sampleAt(asSchema(schema), resolve, { field, owner }),
  ]);
  if (fields.length > 0 || propertyNames === undefined)
    return Object.fromEntries(fields) as Record<string, unknown>;
  const keys = required ?? [String(sample(asSchema(propertyNames), resolve))];
  return Object.fromEntries(keys.map(key => [key, sample(asSchema(additionalProperties), resolve)]));
};

const known = ({ field, owner }: Place, type: 'string' | 'number' | 'boolean'): unknown =>
  [`${owner.charAt(0).toLowerCase()}${owner.slice(1)}.${field}`, field]
    .map(name => fieldExamples[name])
    .find(example => typeof example === type);

const within = ({ minimum = -Infinity, maximum = Infinity }: JsonSchema, value: unknown): number =>
  Math.min(maximum, Math.max(minimum, Number(value)));

const singular = (field: string): string => field.replace(/s$/, '');

/** `true` and `false` are schemas too; ours are objects. */
const asSchema = (schema: unknown): JsonSchema =>
  typeof schema === 'object' && schema !== null ? (schema as JsonSchema) : {};
