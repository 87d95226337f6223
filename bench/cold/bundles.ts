import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const options = createRequire(import.meta.url)('../../config/esbuild.cjs') as () => BuildOptions;

/** As functions are packaged: config/esbuild.cjs. */
export const asPackaged = options();

/** As one bundles for Lambda with esbuild alone. pg tries to load pg-native, which nobody has to install. */
export const byEsbuildAlone: BuildOptions = {
  bundle: true,
  minify: true,
  format: 'cjs',
  platform: 'node',
  target: 'node24',
  external: ['pg-native'],
};

/**
 * Bundles a source to a file of its own.
 *
 * @param source from the root of the project
 * @returns the file
 */
export const bundle = async (source: string, how: BuildOptions, folder: string): Promise<string> => {
  await build({
    ...how,
    absWorkingDir: root,
    entryPoints: [source],
    outdir: folder,
    outbase: '.',
    outExtension: { '.js': '.cjs' },
    logLevel: 'error',
  });
  return join(folder, source.replace(/ts$/, 'cjs'));
};
