const { existsSync, readFileSync, writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { Script } = require('node:vm');
const { decode, encode } = require('@jridgewell/sourcemap-codec');

/**
 * Lets V8 compile functions at once that are given to calls which a bundle makes while it loads, such as modules in CommonJS and
 * what zod makes a kind of schema of. Most of them are called before it has loaded. V8 reads over a function until it is called,
 * and then reads it again to compile it, unless it stands in parentheses. One that is not called so soon is compiled in vain, which
 * costs less than the many win. Rolldown does the same for modules, as `pifeForModuleWrappers`; esbuild prints no parentheses that
 * it need not, so they are put into the file that it wrote.
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
    onEnd(({ metafile }) => {
      for (const output of Object.keys(metafile?.outputs ?? {}).filter(name => /\.c?js$/.test(name)))
        rewrite(resolve(initialOptions.absWorkingDir ?? '.', output));
    });
  },
};

/** @param {string} bundle a file, with its source map beside it if there is one */
const rewrite = bundle => {
  const text = readFileSync(bundle, 'utf8');
  const places = placesOf(text);
  const written = inserted(text, places);
  // Refuses what cannot be parsed, before it is written.
  new Script(written, { filename: bundle });
  writeFileSync(bundle, written);
  const file = `${bundle}.map`;
  if (!existsSync(file)) return;
  const map = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...map, mappings: shifted(map.mappings, text, places) }));
};

/** @typedef {{ readonly at: number, readonly put: '(' | ')' }} Place where a parenthesis goes, in characters */

/**
 * Around the functions that are given to calls which are made while the text is loaded.
 *
 * @param {string} text in JavaScript @returns {readonly Place[]} in the order of the text
 */
const placesOf = text => {
  const ts = require('typescript');
  const file = ts.createSourceFile('bundle.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  /** @type {Place[]} */
  const places = [];
  /** @param {import('typescript').Node} node */
  const visit = node => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node))
      for (const given of node.arguments)
        if (ts.isArrowFunction(given) || ts.isFunctionExpression(given))
          places.push({ at: given.getStart(file), put: '(' }, { at: given.end, put: ')' });
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
