// @ts-check
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

/** Files of functions that the other stacks name. */
const otherParts = () =>
  ['serverless.migrate.yml', 'serverless.api.yml'].flatMap(file => {
    const { functions } = parse(readFileSync(join(__dirname, '..', file), 'utf8'), { logLevel: 'error' });
    return functions.map((/** @type {string} */ part) => part.slice('${'.length, -'}'.length));
  });

/**
 * What `serverless offline` runs beside the base stack: the functions of the other stacks and the settings of the HTTP API.
 * Other commands deploy or package one stack at a time, and get nothing here.
 *
 * @param {{ resolveVariable: (name: string) => Promise<Record<string, unknown>> }} framework
 */
module.exports = async ({ resolveVariable }) => {
  if (!process.argv.includes('offline')) return { otherFunctions: {}, httpApi: {} };
  const parts = await Promise.all(otherParts().map((/** @type {string} */ part) => resolveVariable(part)));
  const httpApi = await resolveVariable('file(serverless.api.yml):provider.httpApi');
  return { otherFunctions: Object.assign({}, ...parts), httpApi };
};
