import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { readStack } from '../../scripts/stack/read-stack.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const MAPS = join(ROOT, '.package/maps');
const options = createRequire(import.meta.url)('../../config/packaging.cjs') as () => BuildOptions;
const NAME = 'functions/http/docs/openapi';

let folder: string;
let bundle: Buffer;

/** Bundles a function as serverless-esbuild does: one at a time, into a folder that is zipped then. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata-maps-'));
  const outdir = join(folder, 'functions/http/docs');
  await build({ ...options(), absWorkingDir: ROOT, entryPoints: [`${NAME}.ts`], outdir, logLevel: 'error' });
  bundle = await readFile(join(outdir, 'openapi.js'));
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

/** Where some code stands in the bundle, as a stack trace writes it. */
const positionOf = (code: string): string => {
  const text = bundle.toString('utf8');
  const at = text.indexOf(code);
  if (at < 0) throw new Error(`the bundle has no ${code}`);
  const lines = text.slice(0, at).split('\n');
  return `${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
};

describe('the source map of a bundle', () => {
  it('is no part of what is zipped, and the bundle does not name it', async () => {
    expect(await readdir(join(folder, 'functions/http/docs'))).toEqual(['openapi.js']);
    expect(bundle.toString('utf8')).not.toContain('sourceMappingURL');
  });

  it('leads each position of a stack trace back to its source, by the deployed file', async () => {
    const stack = `Error: no\n    at x (/var/task/${NAME}.js:${positionOf('invocation.ended')})\n    at node:internal/a:1:2`;
    const read = readStack(stack, MAPS, bundle);
    const [, line] = /lib\/app\/invocation\.ts:(\d+):\d+/.exec(read) ?? [];
    const source = (await readFile(join(ROOT, 'lib/app/invocation.ts'), 'utf8')).split('\n');
    expect(source[Number(line) - 1]).toContain("'invocation.ended'");
    expect(read).toContain('at node:internal/a:1:2');
  });

  it('is not taken for that of another build', () => {
    const stack = `at x (/var/task/${NAME}.js:1:1)`;
    expect(() => readStack(stack, MAPS, '0123456789abcdef')).toThrow(
      /no map of functions\/http\/docs\/openapi\.js/,
    );
  });
});
