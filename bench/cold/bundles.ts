import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const options = createRequire(import.meta.url)('../../config/esbuild.cjs') as () => BuildOptions;

/**
 * Bundles each source to a file of its own, all as the functions are packaged.
 *
 * @param sources from the root of the project
 * @returns the files, in the order of the sources
 */
export const bundle = async (sources: readonly string[], folder: string): Promise<readonly string[]> => {
  await build({
    ...options(),
    absWorkingDir: root,
    entryPoints: [...sources],
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.cjs' },
    logLevel: 'error',
  });
  return sources.map(source => join(folder, source.replace(/ts$/, 'cjs')));
};
