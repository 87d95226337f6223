import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Account } from './postgres-account.ts';
import { commandLineOf, hasEndedWithin } from './processes.ts';
import { StartError } from './start-error.ts';

const START_LIMIT_MILLISECONDS = 60_000;
const STOP_LIMIT_MILLISECONDS = 15_000;
const POLL_MILLISECONDS = 10;

/** What a child of ours may see: handlers in this process set LD_LIBRARY_PATH and the like to what they are on Lambda. */
const CHILD_ENVIRONMENT = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };

/**
 * Runs the server until it ends or the other end of file descriptor 3 is closed: by stop(), or by the death of this
 * process, whatever killed it. It is in a session of its own, so the terminal's Ctrl-C does not reach the database
 * before those who still write to it are done.
 * $1: the signal that stops the server. $2: a folder to remove afterwards, or ''. The rest: the command.
 */
const GUARD = `
signal=$1 remove=$2
shift 2
"$@" 3<&- & server=$!
{ read -r _; kill -s "$signal" "$server"; } <&3 2>/dev/null & guard=$!
exec 3<&-
wait "$server"; status=$?
kill "$guard" 2>/dev/null; wait "$guard" 2>/dev/null
[ -z "$remove" ] || rm -rf "$remove"
exit "$status"
`;

export interface ServerOptions {
  readonly command: string;
  readonly dataFolder: string;
  readonly settings: Readonly<Record<string, string | number>>;
  readonly logFile: string;
  readonly account: Account | undefined;
  /** INT waits for the checkpoint; QUIT does not and leaves data that nobody wants to keep. */
  readonly stopSignal: 'INT' | 'QUIT';
  /** Removed once the server has ended, also when this process is gone by then. */
  readonly removeAfter?: string;
}

export interface Server {
  /** Resolves when the server has ended and all its connections are closed. */
  stop(): Promise<void>;
}

/**
 * Starts a server and waits until it takes connections.
 *
 * @throws StartError with the server's own last words when it ends instead
 */
export const startServer = async (options: ServerOptions): Promise<Server> => {
  const log = await open(options.logFile, 'w', 0o600);
  const settings = Object.entries(options.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      GUARD,
      'sh',
      options.stopSignal,
      options.removeAfter ?? '',
      options.command,
      '-D',
      options.dataFolder,
      ...settings,
    ],
    {
      ...options.account,
      cwd: '/',
      detached: true,
      env: CHILD_ENVIRONMENT,
      stdio: ['ignore', log.fd, log.fd, 'pipe'],
    },
  );
  const ended = once(child, 'exit');
  await log.close();
  await untilReady(child, options);
  return { stop: () => stop(child, ended, options.dataFolder) };
};

/**
 * Ends a server that an earlier run has left behind on this data, and clears away the traces of one that died.
 *
 * @throws StartError when it does not end
 */
export const stopStaleServer = async (dataFolder: string): Promise<void> => {
  const pid = serverPid(dataFolder);
  if (pid === undefined) return;
  // The file may be years old: the process with that id is not ours unless it names our data.
  const isServer = commandLineOf(pid)?.includes(dataFolder) ?? false;
  if (isServer) {
    process.kill(pid, 'SIGINT');
    if (!(await hasEndedWithin(pid, STOP_LIMIT_MILLISECONDS))) {
      throw new StartError(
        `Postgres (process ${pid}) still runs on ${dataFolder} and does not stop: end it first.`,
      );
    }
  }
  await rm(pidFile(dataFolder), { force: true });
};

/** Runs initdb or the like. @throws Error with what it wrote when it fails */
export const runTool = async (
  command: string,
  args: readonly string[],
  account: Account | undefined,
): Promise<void> => {
  const child = spawn(command, args, {
    ...account,
    cwd: '/',
    env: CHILD_ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', chunk => (complaint += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} failed: ${complaint.trim()}`);
};

const pidFile = (dataFolder: string): string => join(dataFolder, 'postmaster.pid');

const pidFileLines = (dataFolder: string): readonly string[] =>
  existsSync(pidFile(dataFolder)) ? readFileSync(pidFile(dataFolder), 'utf8').split('\n') : [];

const serverPid = (dataFolder: string): number | undefined =>
  Number(pidFileLines(dataFolder)[0]) || undefined;

/** The eighth line of postmaster.pid is the server's state: what pg_ctl waits for, too. */
const isReady = (dataFolder: string): boolean => pidFileLines(dataFolder)[7]?.trim() === 'ready';

const untilReady = async (child: ChildProcess, { dataFolder, logFile }: ServerOptions): Promise<void> => {
  const deadline = Date.now() + START_LIMIT_MILLISECONDS;
  while (!isReady(dataFolder)) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      closeGuard(child);
      throw new StartError(`Postgres does not start: ${await complaintsIn(logFile)} (${logFile})`);
    }
    await sleep(POLL_MILLISECONDS);
  }
};

/** The server's lines without their prefixes, from the first thing that went wrong. */
const complaintsIn = async (logFile: string): Promise<string> => {
  const lines = (await readFile(logFile, 'utf8'))
    .split('\n')
    .filter(line => /could not|FATAL|HINT/.test(line));
  return (
    lines.map(line => line.replace(/^.*?(LOG|WARNING|HINT|FATAL): +/, '')).join('; ') || 'it does not say why'
  );
};

const closeGuard = (child: ChildProcess): void => {
  child.stdio[3]?.destroy();
};

const stop = async (child: ChildProcess, ended: Promise<unknown>, dataFolder: string): Promise<void> => {
  const pid = serverPid(dataFolder);
  closeGuard(child);
  const giveUp = new AbortController();
  const limit = sleep(STOP_LIMIT_MILLISECONDS, 'late', { signal: giveUp.signal }).catch(() => 'in time');
  if ((await Promise.race([ended, limit])) === 'late' && pid !== undefined) process.kill(pid, 'SIGQUIT');
  giveUp.abort();
  await ended;
};
