import { existsSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { commandLineOf } from './processes.ts';
import { messageOf, StartError } from './start-error.ts';

const runningStack = z.object({
  pid: z.int().positive(),
  /** Full function names are this prefix, '-', and the key in serverless.yml. */
  functionPrefix: z.string(),
  httpUrl: z.string(),
  websocketUrl: z.string(),
  lambdaUrl: z.string(),
  databaseUrl: z.string(),
  sqsEndpoint: z.string(),
  /** By logical id. */
  queueUrls: z.record(z.string(), z.string()),
  smtpUrl: z.string(),
  /** Absent when the mails go to a server of the user's. */
  mailUrl: z.string().optional(),
});

/** What a program needs to talk to the stack that runs: the content of running.json. */
export type RunningStack = Readonly<z.infer<typeof runningStack>>;

/** The folder of everything local: .local in the checkout, or STRATA_LOCAL_DIR. */
export const localFolder = (
  serviceFolder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string => resolve(serviceFolder, environment['STRATA_LOCAL_DIR'] ?? '.local');

/** The stack that runs from this folder, or undefined when there is none or it died without a word. */
export const readRunningStack = (folder: string): RunningStack | undefined => {
  const state = runningStack.safeParse(readJson(runningFile(folder))).data;
  return state !== undefined && isStack(state.pid) ? state : undefined;
};

/** Says that the stack is ready. The file is whole or not there. */
export const writeRunningStack = async (folder: string, state: RunningStack): Promise<void> => {
  const unfinished = `${runningFile(folder)}.${process.pid}`;
  // It holds the database's password.
  await writeFile(unfinished, `${JSON.stringify(state, undefined, 2)}\n`, { mode: 0o600 });
  await rename(unfinished, runningFile(folder));
};

/**
 * Takes the folder for this process, so that no two stacks share one database.
 *
 * @returns what gives it back, running.json with it
 * @throws StartError when another stack has it, or the folder cannot be written
 */
export const takeFolder = async (folder: string): Promise<() => void> => {
  const lock = join(folder, 'stack.pid');
  try {
    await mkdir(folder, { recursive: true });
    await takeLock(lock, folder);
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw new StartError(`${folder} cannot be written: ${messageOf(error)}`, { cause: error });
  }
  const giveBack = (): void => {
    rmSync(runningFile(folder), { force: true });
    rmSync(lock, { force: true });
  };
  // An end that waits for nothing leaves no trace either.
  process.once('exit', giveBack);
  return giveBack;
};

/** The lock of a stack that was killed is still there: its process is not, or is something else by now. */
const takeLock = async (lock: string, folder: string): Promise<void> => {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (!existsSync(lock)) throw error;
    const holder = Number(readFileSync(lock, 'utf8'));
    if (holder !== process.pid && isStack(holder)) throw alreadyRunning(folder, holder);
    await rm(lock);
    await writeFile(lock, String(process.pid), { flag: 'wx' });
  }
};

const runningFile = (folder: string): string => join(folder, 'running.json');

const alreadyRunning = (folder: string, pid: number): StartError => {
  const url = readRunningStack(folder)?.httpUrl;
  return new StartError(
    `Strata runs already${url === undefined ? '' : ` at ${url}`} (process ${pid}). Stop it first.`,
  );
};

/** A process id alone is no proof: it may belong to something else by now. */
const isStack = (pid: number): boolean => /\b(serverless|sls|osls)\b/.test(commandLineOf(pid) ?? '');

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
