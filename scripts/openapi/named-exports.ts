import { globSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** What a file exports. */
export interface NamedExport {
  readonly name: string;
  /** The folder of its file: `orders`, `http`. */
  readonly domain: string;
  readonly value: unknown;
}

/**
 * Everything that some files export, in the order of their paths. The document takes its names from here, so nothing has
 * to be named twice: a schema is called what its constant is, an operation what its contract is.
 *
 * @param patterns such as `lib/**\/*.schema.ts`
 */
export const namedExports = async (...patterns: readonly string[]): Promise<readonly NamedExport[]> => {
  const files = globSync(patterns, { cwd: ROOT }).sort();
  const found = await Promise.all(
    files.map(async file => {
      const exported = (await import(join(ROOT, file))) as Readonly<Record<string, unknown>>;
      const [, domain = ''] = /([^/\\]+)[/\\][^/\\]+$/.exec(file) ?? [];
      return Object.entries(exported).map(([name, value]) => ({ name, domain, value }));
    }),
  );
  return found.flat();
};
