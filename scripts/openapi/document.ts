import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { routes } from '../../lib/app/routes.ts';
import type { Route } from '../../lib/platform/http/route.ts';
import { createComponents, schemaNames } from './components.ts';
import { guideText } from './guide.ts';
import { namedExports } from './named-exports.ts';
import type { Document, Operation } from './openapi.ts';
import { operationOf, type OperationNames } from './operation.ts';
import { constantDetails } from './problem-answers.ts';
import { tags } from './tags.ts';

const MANIFEST = join(import.meta.dirname, '../../package.json');
const METHODS = ['get', 'put', 'post', 'delete', 'patch'];

const manifest = z.object({ version: z.string(), license: z.string(), description: z.string() });

/**
 * The HTTP API as an OpenAPI 3.1 document, made from the contracts. It is the same whatever the order of the routes.
 *
 * @throws Error when a contract names an error that does not exist, or two schemas have one name
 */
export const createDocument = async (): Promise<Document> => {
  const components = createComponents(await schemaNames());
  const names = await operationNames();
  const details = await constantDetails();
  const described = new Map<string, Map<string, Operation>>();
  for (const route of routes) {
    const ofPath = described.get(route.path) ?? new Map<string, Operation>();
    ofPath.set(route.method.toLowerCase(), operationOf(route, named(route, names), components, details));
    described.set(route.path, ofPath);
  }
  const paths = inOrder(described);
  const { version, license, description } = manifest.parse(JSON.parse(readFileSync(MANIFEST, 'utf8')));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Strata',
      summary: description,
      version,
      license: { name: license, identifier: license },
      description: guideText(),
    },
    servers,
    security: [{ bearer: [] }],
    tags: tagsOf(paths),
    paths,
    components: { ...components.sections(), securitySchemes },
  };
};

const servers = [
  { url: '/', description: 'Where this document was served from' },
  { url: 'http://localhost:3000', description: 'The local stack of `npm start`' },
];

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token from `POST /sessions`.',
  },
};

/** An operation is called what its contract is, and belongs to the domain whose contract it is. */
const operationNames = async (): Promise<ReadonlyMap<unknown, OperationNames>> =>
  new Map(
    (await namedExports('lib/**/*.contracts.ts')).map(({ name, domain, value }) => [
      value,
      { id: name, tag: domain },
    ]),
  );

const named = (route: Route, names: ReadonlyMap<unknown, OperationNames>): OperationNames => {
  const found = names.get(route);
  if (found === undefined) throw new Error(`no file of contracts exports ${route.method} ${route.path}`);
  return found;
};

/** The domains that have a route, in the order in which a reader needs them; one that tags.ts does not know comes last. */
const tagsOf = (paths: Document['paths']): Document['tags'] => {
  const operations = Object.values(paths).flatMap(Object.values<Operation>);
  const used = new Set(operations.flatMap(operation => operation.tags));
  const inOrder = [...Object.keys(tags).filter(name => used.has(name)), ...used];
  return [...new Set(inOrder)].map(name => ({ name, description: tags[name] ?? '' }));
};

const inOrder = (described: ReadonlyMap<string, ReadonlyMap<string, Operation>>): Document['paths'] => {
  const paths = [...described].sort(([one], [other]) => (one < other ? -1 : 1));
  const methods = (operations: ReadonlyMap<string, Operation>) =>
    Object.fromEntries(
      METHODS.flatMap(method => {
        const operation = operations.get(method);
        return operation === undefined ? [] : [[method, operation] as const];
      }),
    );
  return Object.fromEntries(paths.map(([path, operations]) => [path, methods(operations)]));
};
