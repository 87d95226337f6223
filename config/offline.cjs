// @ts-check
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { parse } = require('yaml');

/** Files of functions that the stack of the HTTP API names. */
const apiParts = () => {
  const { functions } = parse(readFileSync(join(__dirname, '../serverless.api.yml'), 'utf8'), {
    logLevel: 'error',
  });
  return functions.map((/** @type {string} */ part) => part.slice('${'.length, -'}'.length));
};

/**
 * What `serverless offline` runs beside the base stack: the functions and settings of the HTTP API. Other commands deploy or
 * package one stack at a time, and get nothing here.
 *
 * @param {{ resolveVariable: (name: string) => Promise<Record<string, unknown>> }} framework
 */
module.exports = async ({ resolveVariable }) => {
  if (!process.argv.includes('offline')) return { apiFunctions: {}, httpApi: {} };
  const parts = await Promise.all(apiParts().map((/** @type {string} */ part) => resolveVariable(part)));
  const httpApi = await resolveVariable('file(serverless.api.yml):provider.httpApi');
  return { apiFunctions: Object.assign({}, ...parts), httpApi };
};
