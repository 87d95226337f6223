import openapiTypeScript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { GUIDE, readGuide } from './guide.ts';
import type { Document } from './openapi.ts';

const MADE = 'Made by `npm run openapi` from the contracts. Change those.';

/**
 * The files that are made from the document, by their path. They are committed, so that a fresh clone compiles, a review
 * shows what a change does to clients, and the functions find the document in their bundle.
 */
export const artifactsOf = async (document: Document): Promise<ReadonlyMap<string, string>> =>
  new Map([
    [GUIDE, readGuide()],
    ['docs/api/openapi.json', `${JSON.stringify(document, undefined, 2)}\n`],
    ['client/schema.d.ts', `/** ${MADE} */\n${await typesOf(document)}`],
    ['client/idempotent-routes.ts', idempotentRoutes(document)],
  ]);

/** The types of every path, as openapi-typescript writes them; without the examples, which would be most of the file. */
const typesOf = async (document: Document): Promise<string> => {
  const bare = withoutExamples(document) as OpenAPI3;
  // A field with a default may be left out of a request.
  return astToString(await openapiTypeScript(bare, { immutable: true, defaultNonNullable: false }));
};

const withoutExamples = (value: unknown, inProperties = false): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).filter(([key]) => inProperties || !/^examples?$/.test(key));
  return Object.fromEntries(
    kept.map(([key, field]) => [key, withoutExamples(field, key === 'properties' && !inProperties)]),
  );
};

/** What the client must know when it runs: where it may send a request again. */
const idempotentRoutes = (document: Document): string => {
  const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { parameters = [] }]) => JSON.stringify(parameters).includes('parameters/Idempotency-Key'))
      .map(([method]) => `  '${method.toUpperCase()} ${path}',`),
  );
  return [
    `/** Routes that take an Idempotency-Key. ${MADE} */`,
    'export const idempotentRoutes: ReadonlySet<string> = new Set([',
    ...routes,
    ']);',
    '',
  ].join('\n');
};
