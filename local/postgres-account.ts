import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { StartError } from './start-error.ts';

/** The user that Postgres runs as, when that is not ourselves. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** A database server's own user where there is one, else the one that every system has. */
const CANDIDATES = ['postgres', 'nobody'];

/**
 * Postgres refuses to run as root. For root this is who runs it: the owner of the data that is there already, else the
 * user `postgres`, else `nobody`. For everybody else it is undefined: they run it themselves.
 */
export const serverAccount = (dataFolder?: string): Account | undefined => {
  if (process.getuid?.() !== 0) return undefined;
  if (dataFolder !== undefined && existsSync(dataFolder)) {
    const { uid, gid } = statSync(dataFolder);
    if (uid !== 0) return { uid, gid };
  }
  const account = CANDIDATES.map(accountOf).find(found => found !== undefined);
  if (account === undefined) {
    throw new StartError(
      'Postgres does not run as root, and there is no user for it: create one with `useradd postgres`.',
    );
  }
  return account;
};

/** Whether a command succeeds for this account, started where everybody may be. */
export const succeedsAs = (
  account: Account | undefined,
  command: string,
  args: readonly string[],
): boolean => {
  try {
    execFileSync(command, args, { ...account, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Hands a file or a folder with all that is in it to the account. Nothing to do when that is ourselves. */
export const giveTo = (account: Account | undefined, path: string): void => {
  if (account !== undefined) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, path]);
};

const accountOf = (name: string): Account | undefined => {
  try {
    const [uid, gid] = ['-u', '-g'].map(flag =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })),
    );
    return uid === undefined || gid === undefined || uid === 0 ? undefined : { uid, gid };
  } catch {
    return undefined;
  }
};
