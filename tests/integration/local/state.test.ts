import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readRunningStack, type RunningStack, takeFolder, writeRunningStack } from '../../../local/state.ts';
import { temporaryFolder } from './temporary-folder.ts';

const stateOf = (pid: number): RunningStack => ({
  pid,
  functionPrefix: 'strata-dev',
  httpUrl: 'http://127.0.0.1:3000',
  websocketUrl: 'ws://127.0.0.1:3001',
  lambdaUrl: 'http://127.0.0.1:3002',
  databaseUrl: 'postgres://strata:secret@127.0.0.1:5433/strata',
  sqsEndpoint: 'http://127.0.0.1:9324',
  queueUrls: { EmailQueue: 'http://127.0.0.1:9324/0/email' },
  smtpUrl: 'smtp://127.0.0.1:1025',
});

describe('the folder of a stack', () => {
  let folder: string;
  let removeFolder: () => Promise<void>;
  let stack: ChildProcess;

  beforeEach(async () => {
    const temporary = await temporaryFolder();
    folder = temporary.path;
    removeFolder = () => temporary.remove();
    // By its command line, this is a stack that runs.
    stack = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'serverless'], { stdio: 'ignore' });
    await once(stack, 'spawn');
  });
  afterEach(async () => {
    await endStack();
    await removeFolder();
  });

  const endStack = async (): Promise<void> => {
    if (stack.exitCode !== null || stack.signalCode !== null) return;
    stack.kill('SIGKILL');
    await once(stack, 'exit');
  };
  const pid = (): number => stack.pid ?? 0;

  it('is taken once, and free again when it was given back', async () => {
    const giveBack = await takeFolder(folder);
    giveBack();
    await expect(takeFolder(folder)).resolves.toBeInstanceOf(Function);
  });

  it('is refused while another stack has it', async () => {
    await writeFile(join(folder, 'stack.pid'), String(pid()));
    await writeRunningStack(folder, stateOf(pid()));
    await expect(takeFolder(folder)).rejects.toThrow(
      `Strata runs already at http://127.0.0.1:3000 (process ${pid()}). Stop it first.`,
    );
  });

  it('is taken over from a stack that was killed', async () => {
    await writeFile(join(folder, 'stack.pid'), String(pid()));
    await endStack();
    await expect(takeFolder(folder)).resolves.toBeInstanceOf(Function);
  });

  it('is taken over from a process that is no stack', async () => {
    await writeFile(join(folder, 'stack.pid'), String(process.ppid));
    await expect(takeFolder(folder)).resolves.toBeInstanceOf(Function);
  });

  it('says where the stack is, to its owner alone, as long as it runs', async () => {
    await writeRunningStack(folder, stateOf(pid()));
    expect(readRunningStack(folder)).toEqual(stateOf(pid()));
    expect((await stat(join(folder, 'running.json'))).mode & 0o777).toBe(0o600);
    await endStack();
    expect(readRunningStack(folder)).toBeUndefined();
  });
});
