import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Put there by the bundler, with commas between: config/esbuild.cjs. */
declare const MIGRATION_NAMES: string | undefined;

/** The migrations that this build was made with, in order. A bundle holds their names and not their files. */
export const migrationNames = (): readonly string[] => {
  if (typeof MIGRATION_NAMES !== 'undefined') return MIGRATION_NAMES.split(',');
  const folder = join(import.meta.dirname, '../../../migrations');
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort();
};
