import type { Direction } from './components.ts';
import type { JsonSchema } from './openapi.ts';

/** One side of a comparison: a schema, and the document that its references lead into. */
export interface Side {
  readonly schema: JsonSchema;
  readonly resolve: (reference: string) => JsonSchema;
}

/** Greater means narrower: fewer values fit. */
const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

/**
 * What breaks a client between two versions of a schema. In an input everything that fitted must fit still; in an answer
 * everything that was there must be there still, and nothing may be of a kind that was not.
 *
 * @param at where it stands, such as `body.items[]`
 * @returns a sentence for each
 */
export const schemaChanges = (
  at: string,
  before: Side,
  after: Side,
  direction: Direction,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] => {
  const references = `${before.schema.$ref ?? ''} ${after.schema.$ref ?? ''}`;
  if (references !== ' ' && seen.has(references)) return [];
  const known = new Set([...seen, references]);
  const [old, now] = [flat(before), flat(after)];
  const inside = (part: string, one: unknown, other: unknown) =>
    schemaChanges(
      at + part,
      { schema: asSchema(one), resolve: before.resolve },
      { schema: asSchema(other), resolve: after.resolve },
      direction,
      known,
    );
  return [
    ...typeChanges(at, kindsOf(old, before), kindsOf(now, after), direction),
    ...enumChanges(at, old, now, direction),
    ...(old.format === now.format
      ? []
      : [`${at}: its format is ${text(now.format)}, not ${text(old.format)}`]),
    ...(direction === 'input' ? narrowings(at, old, now) : []),
    ...fieldChanges(at, old, now, direction),
    ...Object.entries(old.properties ?? {}).flatMap(([name, field]) => {
      const still = now.properties?.[name];
      return still === undefined ? [] : inside(`.${name}`, field, still);
    }),
    ...(old.items !== undefined && now.items !== undefined ? inside('[]', old.items, now.items) : []),
    // Of several choices those with a name can be told apart.
    ...choicesOf(old).flatMap(choice =>
      choicesOf(now).some(other => other.$ref !== undefined && other.$ref === choice.$ref)
        ? inside('', choice, choice)
        : [],
    ),
    ...(isSchema(old.additionalProperties) && isSchema(now.additionalProperties)
      ? inside('{}', old.additionalProperties, now.additionalProperties)
      : []),
  ];
};

/** A schema with its references followed and its `allOf` put together; of `anyOf` with null, what is not null. */
const flat = ({ schema, resolve }: Side): JsonSchema => {
  if (schema.$ref !== undefined) return flat({ schema: resolve(schema.$ref), resolve });
  const [choice, ...others] = choicesOf(schema).filter(({ type }) => type !== 'null');
  const parts = [...(schema.allOf ?? []), ...(choice !== undefined && others.length === 0 ? [choice] : [])];
  return parts
    .map(part => flat({ schema: asSchema(part), resolve }))
    .reduce<JsonSchema>(
      (whole, part) => ({
        ...whole,
        ...part,
        properties: { ...whole.properties, ...part.properties },
        required: [...(whole.required ?? []), ...(part.required ?? [])],
      }),
      schema,
    );
};

const choicesOf = ({ oneOf = [], anyOf = [] }: JsonSchema): readonly JsonSchema[] =>
  [...oneOf, ...anyOf].map(asSchema);

/** The JSON types that fit, of all choices. */
const kindsOf = (schema: JsonSchema, side: Side): ReadonlySet<string> => {
  const own = [schema.type ?? []].flat() as readonly string[];
  const chosen = choicesOf(schema).flatMap(choice => [...kindsOf(flat({ ...side, schema: choice }), side)]);
  return new Set([...own, ...chosen]);
};

const typeChanges = (
  at: string,
  old: ReadonlySet<string>,
  now: ReadonlySet<string>,
  direction: Direction,
): readonly string[] => {
  const [all, some] = direction === 'input' ? [now, old] : [old, now];
  const fits = (kind: string) => all.has(kind) || (kind === 'integer' && all.has('number'));
  // No type is any type.
  const broken = all.size > 0 && (some.size === 0 || ![...some].every(fits));
  return broken ? [`${at}: its type is ${named(now)}, not ${named(old)}`] : [];
};

const named = (kinds: ReadonlySet<string>): string => [...kinds].join(' or ') || 'any';

const valuesOf = ({ enum: values, const: only }: JsonSchema): readonly unknown[] | undefined =>
  only === undefined ? values : [only];

/** A value that is gone breaks either side: nobody may send it any more, or whoever waits for it waits for ever. */
const enumChanges = (
  at: string,
  old: JsonSchema,
  now: JsonSchema,
  direction: Direction,
): readonly string[] => {
  const [were, are] = [valuesOf(old), valuesOf(now)];
  if (are === undefined) return [];
  if (were === undefined) return direction === 'input' ? [`${at}: only some values are left`] : [];
  return were.filter(value => !are.includes(value)).map(value => `${at}: the value ${text(value)} is gone`);
};

const narrowings = (at: string, old: JsonSchema, now: JsonSchema): readonly string[] => [
  ...LOWER_BOUNDS.filter(bound => (now[bound] ?? -Infinity) > (old[bound] ?? -Infinity)).map(
    bound => `${at}: ${bound} is ${text(now[bound])}, not ${text(old[bound])}`,
  ),
  ...UPPER_BOUNDS.filter(bound => (now[bound] ?? Infinity) < (old[bound] ?? Infinity)).map(
    bound => `${at}: ${bound} is ${text(now[bound])}, not ${text(old[bound])}`,
  ),
  ...(now.additionalProperties === false && old.additionalProperties !== false
    ? [`${at}: other fields are refused now`]
    : []),
  ...(now.pattern !== undefined && now.pattern !== old.pattern ? [`${at}: its pattern has changed`] : []),
  ...(text(old.default) === text(now.default) || old.default === undefined
    ? []
    : [`${at}: its default is ${text(now.default)}, not ${text(old.default)}`]),
];

const fieldChanges = (
  at: string,
  old: JsonSchema,
  now: JsonSchema,
  direction: Direction,
): readonly string[] => {
  const had = Object.keys(old.properties ?? {});
  const gone = had.filter(name => now.properties?.[name] === undefined);
  const [must, could] = direction === 'input' ? [now, old] : [old, now];
  const changed = (must.required ?? []).filter(
    name => !(could.required ?? []).includes(name) && !gone.includes(name),
  );
  return [
    ...gone.map(name => `${at}.${name}: it is gone`),
    ...changed.map(name =>
      direction === 'input' ? `${at}.${name}: it is required now` : `${at}.${name}: it may be absent now`,
    ),
  ];
};

const isSchema = (schema: unknown): schema is JsonSchema => typeof schema === 'object' && schema !== null;
const asSchema = (schema: unknown): JsonSchema => (isSchema(schema) ? schema : {});
const text = (value: unknown): string => (value === undefined ? 'none' : JSON.stringify(value));
