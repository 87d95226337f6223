const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync } = require('node:fs');
const { basename, dirname, join } = require('node:path');

const KEPT = join(__dirname, '../.package/maps');

/**
 * Keeps the source map of each bundle that is written, out of the zip: `.package/maps/<function>.<hash of the bundle>.js.map`.
 * `npm run stack` reads stack traces with them. What maps a bundle is told from the code that it is of, so those of builds
 * that still run somewhere stay beside newer ones.
 *
 * @type {import('esbuild').Plugin}
 */
module.exports = {
  name: 'source-maps',
  setup: ({ initialOptions, onEnd }) => {
    // As serverless-esbuild has it: one function a build, into the folder of that function.
    const { outdir, entryPoints } = initialOptions;
    if (outdir === undefined || !Array.isArray(entryPoints))
      throw new Error('source maps need a folder and entries');
    initialOptions.sourcemap = 'external';
    // The sources are in the repository, at the commit that was deployed.
    initialOptions.sourcesContent = false;
    onEnd(({ errors }) => {
      if (errors.length > 0) return;
      for (const entry of entryPoints) {
        const bundle = join(outdir, `${basename(String(entry)).replace(/\.\w+$/, '')}.js`);
        const hash = createHash('sha256').update(readFileSync(bundle)).digest('hex').slice(0, 16);
        const map = join(KEPT, String(entry).replace(/\.\w+$/, `.${hash}.js.map`));
        mkdirSync(dirname(map), { recursive: true });
        renameSync(`${bundle}.map`, map);
      }
    });
  },
};
