const { globSync, readFileSync } = require('node:fs');
const { basename, join } = require('node:path');
const { pathToFileURL } = require('node:url');
const markPureCalls = require('./pure-calls.cjs');

const root = join(__dirname, '..');

/**
 * What bundles do without. Parts of packages that no function runs, though their packages load them: something empty stands
 * in their place. The indentation of SQL, which would also go to the database with each statement. And what modules of ours
 * declare and a function does not use.
 */
const parts = [
  {
    // Each schema of zod knows how to become JSON Schema. The documents are made when the system is packaged.
    filter: /[\\/]zod[\\/]v4[\\/]core[\\/](json-schema-processors|to-json-schema)\.js$/,
    contents: (/** @type {string} */ path) =>
      `const absent = () => { throw new Error('JSON Schema is left out of bundles') };\n${exportsOf(path)
        .map(name => `export const ${name} = absent;`)
        .join('\n')}`,
  },
  {
    // Lets a schema parse objects that lead back to themselves. What comes as JSON cannot, and zod does without where asked to.
    filter: /[\\/]zod[\\/]v4[\\/]core[\\/]memoizer\.js$/,
    contents: (/** @type {string} */ path) =>
      exportsOf(path)
        .map(name => `export const ${name} = () => undefined;`)
        .join('\n'),
  },
  {
    // Each kind of schema takes some forty methods when its first schema is made, of which some make schemas of most other
    // kinds. What none of our modules calls goes, and what only that needs with it.
    // All of util.js would stay, were it imported by way of core/index.js.
    filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/,
    contents: (/** @type {string} */ path) => {
      const text = readFileSync(path, 'utf8');
      return text
        .replace('import { util } from "../core/index.js";', 'import * as util from "../core/util.js";')
        .replaceAll('core.util.', 'util.')
        .replaceAll(
          /^ {4}(\w+)(?:\(|: (?:async )?function )[^\n]* \{\n(?: {8}[^\n]*\n)+ {4}\},\n/gm,
          (method, name) => (isCalled(name) || text.includes(`this.${name}(`) ? method : ''),
        );
    },
  },
  {
    // The methods are the same for each kind of schema: they are made once, on an object from which the kinds inherit. Made for
    // each kind they are half of the memory that is used up before a function has loaded.
    filter: /[\\/]zod[\\/]v4[\\/]core[\\/]util\.js$/,
    contents: (/** @type {string} */ path) =>
      `${readFileSync(path, 'utf8').replace('export function members(', 'function make(')}
      const shared = new Map();
      export function members(proto, table) {
        const above = Object.getPrototypeOf(proto);
        let below = shared.get(table)?.get(above);
        if (!below) {
          make((below = Object.create(above)), table);
          if (!shared.has(table)) shared.set(table, new Map());
          shared.get(table).set(above, below);
        }
        Object.setPrototypeOf(proto, below);
      }`,
  },
  {
    // `z.iso` and `z.coerce` are objects that hold all of their schemas.
    filter: /[\\/]zod[\\/]v4[\\/]classic[\\/](iso|coerce)\.js$/,
    contents: (/** @type {string} */ path) =>
      readFileSync(path, 'utf8').replaceAll(/^export function (\w+)\(.*\n.*\n\}\n/gm, (made, name) =>
        isCalled(name, `z.${basename(path, '.js')}`) ? made : '',
      ),
  },
  {
    // Reads the source of factories and classes for the names of their parameters. Ours take one object, and none is a class.
    filter: /[\\/]awilix[\\/]lib[\\/]awilix\.browser\.mjs$/,
    contents: (/** @type {string} */ path) =>
      readFileSync(path, 'utf8')
        .replace('parseParameterList(fn.toString())', '[]')
        .replace('isClass(targetOrResolver)', 'false'),
  },
  {
    // Binds a password to the certificate of the server: pg does that only where `enableChannelBinding` is set, and it is not.
    filter: /[\\/]pg[\\/]lib[\\/]crypto[\\/]cert-signatures\.js$/,
    contents: () => 'module.exports = {};',
  },
  {
    filter: /[\\/]pg[\\/]lib[\\/]crypto[\\/]utils\.js$/,
    contents: () => readFileSync(join(__dirname, 'pg-crypto.cjs'), 'utf8'),
  },
  {
    // pg's binding to the C library, which is never installed.
    filter: /[\\/]pg[\\/]lib[\\/]native[\\/]index\.js$/,
    contents: () => 'module.exports = undefined;',
  },
  {
    // Reads passwords from a file in the home folder: a Lambda has none. It gives no password.
    filter: /[\\/]pgpass[\\/]lib[\\/]index\.js$/,
    contents: () => 'module.exports = (connection, done) => done();',
  },
  {
    // Reads values in binary; the drivers ask for text.
    filter: /[\\/]pg-types[\\/]lib[\\/]binaryParsers\.js$/,
    contents: () => 'exports.init = () => {};',
  },
  {
    // Reads intervals; no statement answers with one.
    filter: /[\\/]postgres-interval[\\/]index\.js$/,
    contents: () => "module.exports = () => { throw new Error('intervals are left out of bundles') };",
  },
  {
    // What no route matches is answered from where the routes are, and not from what they take: the schemas of all of them.
    filter: /[\\/]lib[\\/]app[\\/]routes\.ts$/,
    contents: async (/** @type {string} */ path) =>
      Object.entries(await import(pathToFileURL(path).href))
        .map(([name, routes]) => `export const ${name} = ${JSON.stringify(routes, ['method', 'path'])};`)
        .join('\n'),
  },
  {
    filter: /[\\/]lib[\\/].*\.(repository|sql)\.ts$/,
    contents: (/** @type {string} */ path) =>
      markPureCalls(path, readFileSync(path, 'utf8').replaceAll(/\n +/g, '\n')),
  },
  {
    filter: /[\\/]lib[\\/].*\.ts$/,
    contents: (/** @type {string} */ path) => markPureCalls(path, readFileSync(path, 'utf8')),
  },
];

/** @type {Set<string> | undefined} As `.trim`, `z.email`, `z.iso.datetime`. */
let called;

/**
 * Whether a module of ours calls something of this name: of `z.iso` or `z.coerce`, or a method of whatever else. Only a call
 * that is written as one counts, as in `.trim()`, `.pipe<T>(` or `.parse?.(`: a method that is handed on as a value is not seen.
 *
 * @param {string} name @param {string} [of]
 */
const isCalled = (name, of = '') => {
  called ??= new Set(
    globSync('{lib,functions}/**/*.ts', { cwd: root })
      .map(path => readFileSync(join(root, path), 'utf8').replaceAll(/\s+\./g, '.'))
      .flatMap(text => [...text.matchAll(/(\bz(?:\.iso|\.coerce)?)?\.(\w+)(?:<[^();=]*>)?(?:\?\.)?\(/g)])
      .map(([, before = '', method]) => `${before}.${method}`),
  );
  return called.has(`${of}.${name}`);
};

/** @param {string} path of an ES module @returns the names it exports */
const exportsOf = path => {
  const declared = readFileSync(path, 'utf8').matchAll(/^export (?:const|function|class) (\w+)/gm);
  return [...declared].map(([, name]) => name);
};

/** @type {import('esbuild').Plugin} */
module.exports = {
  name: 'left-out',
  setup: ({ onLoad }) => {
    for (const { filter, contents } of parts)
      onLoad({ filter }, async ({ path }) => ({
        contents: await contents(path),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      }));
  },
};
