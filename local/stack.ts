import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { localFolder, readRunningStack, type RunningStack } from './state.ts';

const ROOT = join(import.meta.dirname, '..');
const SERVERLESS = join(ROOT, 'node_modules/serverless/bin/serverless.js');

const START_LIMIT_MILLISECONDS = 60_000;
const ANSWER_LIMIT_MILLISECONDS = 5_000;
const POLL_MILLISECONDS = 50;

export interface StackOptions {
  /** Variables for a stack that has to be started, such as STRATA_EPHEMERAL and STRATA_LOCAL_DIR. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface StackHandle {
  readonly state: RunningStack;
  /** Stops the stack if it was started here, and waits until it is gone; one that ran before goes on. */
  readonly stop: () => Promise<void>;
}

/**
 * The local stack: the one that runs from this checkout, else one started now, as `npm start` does, whose output goes to
 * `.local/offline.log`. A stack started here ends with this process, however that ends.
 *
 * @throws Error with the last lines of its output when it does not start
 */
export const ensureStack = async ({ environment = {} }: StackOptions = {}): Promise<StackHandle> => {
  const folder = localFolder(ROOT, { ...process.env, ...environment });
  const running = readRunningStack(folder);
  if (running !== undefined && (await answers(running)))
    return { state: running, stop: () => Promise.resolve() };

  await mkdir(folder, { recursive: true });
  const logFile = join(folder, 'offline.log');
  const log = await open(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [SERVERLESS, 'offline', 'start'], {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    // The channel that is not used otherwise tells the stack when this process is gone.
    stdio: ['ignore', log.fd, log.fd, 'ipc'],
  });
  await log.close();
  const stop = (): Promise<void> => endOf(child);
  try {
    return { state: await untilReady(child, folder, logFile), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** Does some work against the local stack; one that had to be started is stopped afterwards. */
export const withRunningStack = async <T>(
  work: (stack: RunningStack) => Promise<T>,
  options: StackOptions = {},
): Promise<T> => {
  const { state, stop } = await ensureStack(options);
  try {
    return await work(state);
  } finally {
    await stop();
  }
};

/** Any answer will do: a 404 is one. */
const answers = async ({ httpUrl }: RunningStack): Promise<boolean> => {
  try {
    await fetch(httpUrl, { signal: AbortSignal.timeout(ANSWER_LIMIT_MILLISECONDS) });
    return true;
  } catch {
    return false;
  }
};

const untilReady = async (child: ChildProcess, folder: string, logFile: string): Promise<RunningStack> => {
  const deadline = Date.now() + START_LIMIT_MILLISECONDS;
  while (hasNotEnded(child) && Date.now() < deadline) {
    const state = readRunningStack(folder);
    if (state !== undefined && state.pid === child.pid) return state;
    await sleep(POLL_MILLISECONDS);
  }
  const words = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-5).join('\n');
  throw new Error(`The local stack did not start. ${logFile} ends with:\n${words}`);
};

const endOf = async (child: ChildProcess): Promise<void> => {
  if (!hasNotEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
};

const hasNotEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode === null && signalCode === null;
