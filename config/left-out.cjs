const { readFileSync } = require('node:fs');
const markPureCalls = require('./pure-calls.cjs');

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
    // Binds a password to the certificate of the server: pg does that only where `enableChannelBinding` is set, and it is not.
    filter: /[\\/]pg[\\/]lib[\\/]crypto[\\/]cert-signatures\.js$/,
    contents: () => 'module.exports = {};',
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
    filter: /[\\/]lib[\\/].*\.(repository|sql)\.ts$/,
    contents: (/** @type {string} */ path) =>
      markPureCalls(path, readFileSync(path, 'utf8').replaceAll(/\n +/g, '\n')),
  },
  {
    filter: /[\\/]lib[\\/].*\.ts$/,
    contents: (/** @type {string} */ path) => markPureCalls(path, readFileSync(path, 'utf8')),
  },
];

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
      onLoad({ filter }, ({ path }) => ({
        contents: contents(path),
        loader: path.endsWith('.ts') ? 'ts' : 'js',
      }));
  },
};
