import * as z from 'zod';
import { namedExports } from './named-exports.ts';
import type { JsonSchema, Reference, Sections } from './openapi.ts';

/** Whether the client writes it or reads it: a field with a default is optional to the writer, never to the reader. */
export type Direction = 'input' | 'output';

type Found = { readonly [Kind in keyof Sections]: Map<string, Sections[Kind]> };

/** What the document mentions by name. */
export interface Components {
  /** A schema as it stands in an operation: a reference when it has a name. */
  readonly use: (schema: z.ZodType, direction: Direction) => JsonSchema;
  /** A schema itself, whether it has a name or not. */
  readonly inline: (schema: z.ZodType, direction: Direction) => JsonSchema;
  /** Gives a part of the document itself a name. @returns the reference to it */
  readonly add: <Kind extends keyof Sections>(kind: Kind, name: string, part: Sections[Kind]) => Reference;
  /** The schema that a reference names. */
  readonly resolve: (reference: string) => JsonSchema;
  /** All that was used so far, in the order of their names. */
  readonly sections: () => { readonly [Kind in keyof Sections]: Readonly<Record<string, Sections[Kind]>> };
}

/** A name for each schema that a file of schemas exports: that of its constant, written as its type would be. */
export const schemaNames = async (): Promise<ReadonlyMap<unknown, string>> =>
  new Map(
    (await namedExports('lib/**/*.schema.ts'))
      .filter(({ value }) => value instanceof z.ZodType)
      .map(({ name, value }) => [value, name.charAt(0).toUpperCase() + name.slice(1)]),
  );

/** zod's own metadata, with the names beside it. */
class NamedSchemas extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  readonly #names: ReadonlyMap<unknown, string>;

  constructor(names: ReadonlyMap<unknown, string>) {
    super();
    this.#names = names;
  }

  override get(schema: z.core.$ZodType): z.core.GlobalMeta | undefined {
    const meta = z.globalRegistry.get(schema);
    const id = this.#names.get(schema);
    return id === undefined ? meta : { ...meta, id };
  }
}

const SCHEMAS = '#/components/schemas/';

export const createComponents = (names: ReadonlyMap<unknown, string>): Components => {
  const metadata = new NamedSchemas(names);
  const found: Found = {
    schemas: new Map(),
    responses: new Map(),
    parameters: new Map(),
    headers: new Map(),
    examples: new Map(),
  };

  const convert = (schema: z.ZodType, io: Direction) => {
    const override = ({ jsonSchema }: { jsonSchema: JsonSchema }) => tidy(jsonSchema, io);
    const { $schema: _, $defs = {}, ...root } = relocated(z.toJSONSchema(schema, { metadata, io, override }));
    return { root, definitions: Object.entries($defs) };
  };

  const components: Components = {
    use: (schema, direction) => {
      const { root, definitions } = convert(schema, direction);
      for (const [name, definition] of definitions) components.add('schemas', name, definition);
      return root;
    },
    inline: (schema, direction) => {
      const { root, definitions } = convert(schema, direction);
      const itself = definitions.find(([name]) => root.$ref === SCHEMAS + name);
      for (const [name, definition] of definitions)
        if (name !== itself?.[0]) components.add('schemas', name, definition);
      return itself?.[1] ?? root;
    },
    add: (kind, name, part) => {
      const known = found[kind].get(name);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(part))
        throw new Error(
          `two of the ${kind} are called ${name}, or one differs between request and answer: rename one`,
        );
      found[kind].set(name, part);
      return { $ref: `#/components/${kind}/${name}` };
    },
    resolve: reference => found.schemas.get(reference.replace(SCHEMAS, '')) ?? missing(reference),
    sections: () => ({
      schemas: sorted(found.schemas),
      responses: sorted(found.responses),
      parameters: sorted(found.parameters),
      headers: sorted(found.headers),
      examples: sorted(found.examples),
    }),
  };
  return components;
};

/** What says nothing to a reader goes: the bounds of every integer, the pattern behind a format. */
const tidy = (schema: JsonSchema, direction: Direction): void => {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.format !== undefined) delete schema.pattern;
  // An answer may get new fields; only what a client sends is closed.
  if (direction === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
};

const relocated = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${SCHEMAS}`)) as JsonSchema;

const sorted = <Part>(parts: ReadonlyMap<string, Part>): Readonly<Record<string, Part>> =>
  Object.fromEntries([...parts].sort(([one], [other]) => (one < other ? -1 : 1)));

const missing = (reference: string): never => {
  throw new Error(`${reference} leads nowhere`);
};
