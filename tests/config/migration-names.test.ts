import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { build, type BuildOptions } from 'esbuild';
import { migrationNames } from '../../lib/platform/db/migration-names.ts';
import { find } from '../support/deployment.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'strata-migration-names-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const expected = find('migrations/*.sql').map(path => path.replace('migrations/', ''));

it('the sources know every migration', () => {
  expect(expected.length).toBeGreaterThan(0);
  expect(migrationNames()).toEqual(expected);
});

it('a bundle knows every migration, and needs no folder to read them from', async () => {
  const options = createRequire(import.meta.url)(join(root, 'config/esbuild.cjs')) as () => BuildOptions;
  const outfile = join(folder, 'bundle.cjs');
  const contents = `import { migrationNames } from './lib/platform/db/migration-names.ts';
    process.stdout.write(JSON.stringify(migrationNames()));`;
  await build({ ...options(), stdin: { contents, resolveDir: root, loader: 'ts' }, outfile });
  expect(JSON.parse(execFileSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' }))).toEqual(
    expected,
  );
});
