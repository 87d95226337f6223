import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { generatedPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { build, type Plugin } from 'esbuild';

const root = resolve(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const eager = require('../../config/eager.cjs') as Plugin;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'strata eager-'));
});
afterAll(() => rm(folder, { recursive: true }));

const CONTENTS = `
  const call = (made, ...rest) => made(...rest);
  export const one = call(() => 'one');
  export const two = call(function () { return \`
    of two lines\`; }); export const three = call((given, later) => later(given) + 'three', 3, text => text);
  const named = () => { const within = text => text; return within('named'); };
  export const four = named(); export const five = call(text => text ?? 'five', undefined, unused => 'unused');
  export const later = () => call(() => 'later');
  export const kept = { of: () => 'kept' };`;

interface Bundle {
  readonly file: string;
  readonly text: string;
  readonly map: TraceMap;
}

const bundled = async (minify: boolean): Promise<Bundle> => {
  const outfile = join(folder, `bundle-${minify}.cjs`);
  await build({
    stdin: { contents: CONTENTS, resolveDir: root, sourcefile: 'source.js' },
    outfile,
    bundle: true,
    minify,
    sourcemap: 'external',
    format: 'cjs',
    platform: 'node',
    plugins: [eager],
  });
  const [text, map] = await Promise.all([readFile(outfile, 'utf8'), readFile(`${outfile}.map`, 'utf8')]);
  return { file: outfile, text, map: new TraceMap(map) };
};

const placeOf = (text: string, word: string): { readonly line: number; readonly column: number } => {
  const lines = text.slice(0, text.indexOf(word)).split('\n');
  return { line: lines.length, column: lines.at(-1)?.length ?? 0 };
};

it('stand in parentheses that run while the bundle loads, and no others', async () => {
  const { text } = await bundled(false);
  expect(text).toMatch(/one = call\(\(\(\) => "one"\)\)/);
  expect(text).toMatch(/two = call\(\(function\(\) \{[^}]*\}\)\)/);
  expect(text).toMatch(/three = call\(\(\(given, later2\) => [^,]*\), 3, \(\(text\) => text\)\)/);
  expect(text).toMatch(/call = \(\(made, .*\)\)[,;]/);
  expect(text).toMatch(/named = \(\(\) => \{\s*.* = \(\(text\) => text\);/);
  expect(text).toMatch(/five = call\(\(\(text\) => [^,]*\), void 0, \(unused\) => "unused"\)/);
  expect(text).toContain('call(() => "later")');
  expect(text).toContain('of: () => "kept"');
});

it.each([false, true])('changes nothing but that (minified: %p)', async minify => {
  const { file } = await bundled(minify);
  expect(require(file)).toMatchObject({
    one: 'one',
    two: '\n    of two lines',
    three: '3three',
    four: 'named',
    five: 'five',
  });
});

it('a bundle that reads what is put beside it later is rewritten as far as it runs, and one that fails is refused', async () => {
  const of = (contents: string, name: string) => {
    const outfile = join(folder, name);
    return build({
      stdin: { contents, resolveDir: root },
      outfile,
      bundle: true,
      format: 'cjs',
      platform: 'node',
      plugins: [eager],
      logLevel: 'silent',
    }).then(() => readFile(outfile, 'utf8'));
  };
  const read = `import { readFileSync } from 'node:fs'; const name = () => '/absent';
    const late = () => 'late'; console.log('loading'); readFileSync(name()); export const one = late();`;
  expect(await of(read, 'reads.cjs')).toMatch(/name = \(\(\) => [^;]*\);\s*var late = \(\) => "late";/);
  await expect(of(`throw new Error('not today');`, 'fails.cjs')).rejects.toThrow('not today');
});

it.each([
  [{ format: 'esm' }, 'Only bundles in CommonJS'],
  [{ format: 'cjs', sourcemap: 'inline' }, 'Source maps within a bundle'],
] as const)('refuses what it cannot rewrite: %j', async (options, message) => {
  const stdin = { contents: CONTENTS, resolveDir: root };
  const building = build({ ...options, stdin, outdir: folder, plugins: [eager], logLevel: 'silent' });
  await expect(building).rejects.toThrow(message);
});

it.each([false, true])('its source map leads to the same places (minified: %p)', async minify => {
  const { text, map } = await bundled(minify);
  for (const word of ['one', 'three', 'later', 'kept']) {
    const place = placeOf(CONTENTS, `'${word}'`);
    expect(generatedPositionFor(map, { ...place, source: map.sources[0] ?? '' })).toMatchObject(
      placeOf(text, `"${word}"`),
    );
  }
});
