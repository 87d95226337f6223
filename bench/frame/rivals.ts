import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** The packages that Strata is compared with: those of bench/package.json, which the product does not have. */

const folder = resolve(import.meta.dirname, '..');
const record = join(folder, 'node_modules/.installed-from');

/** Installs them unless they are there as bench/package-lock.json wants them. @throws Error when npm fails */
export const installRivals = async (say: (text: string) => void): Promise<void> => {
  const lock = createHash('sha256')
    .update(await readFile(join(folder, 'package-lock.json')))
    .digest('hex');
  if (existsSync(record) && (await readFile(record, 'utf8')) === lock) return;
  say('installing what the benchmarks compare with (bench/package-lock.json); only this time');
  const npm = spawn('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(npm, 'close')) as [number | null];
  if (code !== 0) throw new Error('npm ci in bench/ failed: see above');
  await writeFile(record, lock);
};

const manifest = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });
const installed = z.object({ version: z.string() });

/** The versions that are installed; none where nothing is. */
export const rivalVersions = async (): Promise<Readonly<Record<string, string>>> => {
  if (!existsSync(record)) return {};
  const { dependencies } = manifest.parse(await readJson(join(folder, 'package.json')));
  const versions = Object.keys(dependencies).map(async name => {
    const { version } = installed.parse(await readJson(join(folder, 'node_modules', name, 'package.json')));
    return [name, version] as const;
  });
  return Object.fromEntries(await Promise.all(versions));
};

const readJson = async (path: string): Promise<unknown> => JSON.parse(await readFile(path, 'utf8'));
