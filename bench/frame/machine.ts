import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { resolve } from 'node:path';

export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
}

export const describeMachine = (): Machine => ({
  processor: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memoryGigabytes: Math.round(totalmem() / 2 ** 30),
  system: `${process.platform} ${release()} ${process.arch}`,
});

/** Processes that ran or waited to run, in the mean of the last minute: 0 on an idle machine. */
export const load = (): number => Math.round((loadavg()[0] ?? 0) * 100) / 100;

/** The commit that is measured, with a mark when files differ from it; undefined without git. */
export const commit = (): string | undefined => {
  const git = (...args: readonly string[]): string =>
    execFileSync('git', args, {
      cwd: resolve(import.meta.dirname, '../..'),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  try {
    return git('rev-parse', '--short=12', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ', changed');
  } catch {
    return undefined;
  }
};
