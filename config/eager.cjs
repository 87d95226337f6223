const { execFile } = require('node:child_process');
const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { promisify } = require('node:util');
const { Script } = require('node:vm');
const { decode, encode } = require('@jridgewell/sourcemap-codec');

const run = promisify(execFile);

/**
 * Lets V8 compile those functions at once that run while a bundle loads. V8 reads over a function until it is called, and then
 * reads it again to compile it, unless it stands in parentheses. Which functions run is seen by loading the bundle. esbuild prints
 * no parentheses that it need not, so they are put into the file that it wrote. Functions that are declared by a statement and
 * methods stay as they are: they cannot stand in parentheses.
 *
 * @type {import('esbuild').Plugin}
 */
module.exports = {
  name: 'eager',
  setup: ({ initialOptions, onEnd }) => {
    if (initialOptions.write === false) return;
    if (initialOptions.format !== 'cjs') throw new Error('Only bundles in CommonJS are rewritten');
    if (initialOptions.sourcemap === 'inline' || initialOptions.sourcemap === 'both')
      throw new Error('Source maps within a bundle are not shifted: let esbuild write them beside it');
    initialOptions.metafile = true;
    onEnd(async ({ metafile }) => {
      for (const output of Object.keys(metafile?.outputs ?? {}).filter(name => /\.c?js$/.test(name)))
        await rewrite(resolve(initialOptions.absWorkingDir ?? '.', output));
    });
  },
};

/** @param {string} bundle a file, with its source map beside it if there is one */
const rewrite = async bundle => {
  const text = readFileSync(bundle, 'utf8');
  const places = placesOf(text, await functionsRunBy(bundle));
  const written = inserted(text, places);
  // Refuses what cannot be parsed, before it is written.
  new Script(written, { filename: bundle });
  writeFileSync(bundle, written);
  const file = `${bundle}.map`;
  if (!existsSync(file)) return;
  const map = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...map, mappings: shifted(map.mappings, text, places) }));
};

/**
 * Loads a bundle in a process of its own, without variables, and prints on a last line where each function is that has run, as
 * `start-end` in characters. A bundle that reads a file which is put beside it later runs until there.
 */
const PROGRAM = `
  const { Session } = require('node:inspector');
  const { pathToFileURL } = require('node:url');
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  const [, bundle] = process.argv;
  try { require(bundle) } catch (error) { if (error.code !== 'ENOENT') throw error; }
  session.post('Profiler.takePreciseCoverage', (error, { result }) => {
    const { href } = pathToFileURL(require.resolve(bundle));
    const { functions } = result.find(({ url }) => url === href);
    const ran = functions.map(({ ranges }) => ranges[0]).filter(({ count }) => count > 0);
    const places = ran.map(({ startOffset, endOffset }) => startOffset + '-' + endOffset);
    process.stdout.write('\\n' + JSON.stringify(places), () => process.exit());
  });`;

/** @param {string} bundle @returns {Promise<ReadonlySet<string>>} */
const functionsRunBy = async bundle => {
  const { stdout } = await run(process.execPath, ['--eval', PROGRAM, bundle], { env: {} });
  // What the bundle itself prints stands on lines before.
  return new Set(JSON.parse(stdout.slice(stdout.lastIndexOf('\n'))));
};

/** @typedef {{ readonly at: number, readonly put: '(' | ')' }} Place where a parenthesis goes, in characters */

/**
 * @param {string} text in JavaScript @param {ReadonlySet<string>} ran @returns {readonly Place[]} in the order of the text
 */
const placesOf = (text, ran) => {
  const ts = require('typescript');
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  /** @type {Place[]} */
  const places = [];
  /** @param {import('typescript').Node} node */
  const visit = node => {
    const start = node.getStart(file);
    if ((ts.isArrowFunction(node) || ts.isFunctionExpression(node)) && ran.has(`${start}-${node.end}`))
      places.push({ at: start, put: '(' }, { at: node.end, put: ')' });
    ts.forEachChild(node, visit);
  };
  visit(file);
  return places.sort((one, other) => one.at - other.at);
};

/** @param {string} text @param {readonly Place[]} places */
const inserted = (text, places) => {
  const starts = [0, ...places.map(({ at }) => at)];
  return starts
    .map((start, index) => text.slice(start, places[index]?.at) + (places[index]?.put ?? ''))
    .join('');
};

/** @param {string} mappings @param {string} text that they are of @param {readonly Place[]} places */
const shifted = (mappings, text, places) => {
  let start = 0;
  let next = 0;
  const lines = text.split('\n');
  return encode(
    decode(mappings).map((segments, line) => {
      let before = 0;
      const moved = segments.map(segment => {
        for (; (places[next]?.at ?? Infinity) <= start + segment[0]; next += 1) before += 1;
        return /** @type {typeof segment} */ ([segment[0] + before, ...segment.slice(1)]);
      });
      start += (lines[line] ?? '').length + 1;
      for (; (places[next]?.at ?? Infinity) < start; next += 1);
      return moved;
    }),
  );
};
