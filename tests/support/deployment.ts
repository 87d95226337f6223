import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';

/** The deployment as it is written: the YAML parts that lie beside the code they deploy. */

const root = resolve(import.meta.dirname, '../..');

/** Text of a file of the repository. */
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Paths of files of the repository, relative to it, in order. */
export const find = (...patterns: readonly string[]): readonly string[] =>
  globSync(patterns, { cwd: root, exclude: path => path === 'node_modules' })
    .map(path => path.replaceAll('\\', '/'))
    .sort();

/** Values that occur more than once. */
export const repeated = (values: readonly string[]): readonly string[] =>
  [...new Set(values.filter((value, index) => values.indexOf(value) !== index))].sort();

/** A tag such as `!Ref` is dropped: here only the shape is read. A key given twice in one file is an error. */
const parseYaml = (path: string): unknown => parse(read(path), { logLevel: 'error' });

const environment = z.record(z.string(), z.unknown()).default({});

const functionsPart = z.record(
  z.string(),
  z.looseObject({
    handler: z.string(),
    environment,
    events: z.array(z.record(z.string(), z.unknown())).default([]),
  }),
);
const resourcesPart = z.object({ Resources: z.record(z.string(), z.unknown()) });

export interface DeployedFunction {
  readonly key: string;
  /** The functions.yml that deploys it. */
  readonly part: string;
  /** The source file, functions/http/orders/place.ts. */
  readonly source: string;
  readonly handler: string;
  readonly environment: Readonly<Record<string, unknown>>;
  readonly events: readonly Readonly<Record<string, unknown>>[];
}

export const functionParts = find('functions/**/functions.yml');
export const resourceParts = find('functions/**/resources.yml', 'config/**/*resources.yml');

/** Every function of every part; a key that two parts share is here twice. */
export const deployedFunctions = (): readonly DeployedFunction[] =>
  functionParts.flatMap(part =>
    Object.entries(functionsPart.parse(parseYaml(part))).map(([key, { handler, ...settings }]) => ({
      key,
      part,
      handler,
      source: `${handler.slice(0, handler.lastIndexOf('.'))}.ts`,
      environment: settings.environment,
      events: settings.events,
    })),
  );

/** Logical ids of every part; one that two parts share is here twice. */
export const logicalIds = (): readonly string[] =>
  resourceParts.flatMap(part => Object.keys(resourcesPart.parse(parseYaml(part)).Resources));
