import type { Bench, Benchmark, Case } from './benchmark.ts';
import { Closing } from './closing.ts';
import { load } from './machine.ts';
import { outcomeOf, type CaseOutcome } from './outcome.ts';
import type { Databases } from './postgres.ts';
import type { Progress } from './progress.ts';
import { installRivals } from './rivals.ts';
import { labelOf, runRounds } from './rounds.ts';

const ROUNDS = 7;

export interface RunOptions {
  readonly isQuick: boolean;
  readonly isLarge: boolean;
  /** Instead of what the benchmark says. */
  readonly rounds: number | undefined;
  readonly progress: Progress;
  readonly databases: Databases;
  /** Told of a program that takes part. */
  readonly uses: Bench['uses'];
  /** Closed by whoever started the run, also when a signal ends it. */
  readonly closing: Closing;
}

export interface TimedOutcome extends CaseOutcome {
  readonly rounds: number;
  readonly load: { readonly atStart: number; readonly atEnd: number };
}

/** Runs the cases of a benchmark one after the other. @throws Error when a check fails */
export const runBenchmark = async (
  benchmark: Benchmark,
  options: RunOptions,
  onCase: (outcome: TimedOutcome) => void,
): Promise<void> => {
  for (const one of benchmark.cases) onCase(await runCase(benchmark, one, options));
};

const runCase = async (benchmark: Benchmark, one: Case, options: RunOptions): Promise<TimedOutcome> => {
  const { isQuick, progress } = options;
  const rounds = isQuick ? 1 : (options.rounds ?? benchmark.rounds ?? ROUNDS);
  const closing = new Closing();
  options.closing.add(() => closing.close());
  try {
    progress.step(`${one.name}: preparing`);
    const contenders = await one.prepare(benchFor(one, options, closing));
    progress.step(`${one.name}: ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`);
    const atStart = load();
    const measured = await runRounds(contenders, rounds, (round, contender) => {
      progress.tick(
        `${one.name}: ${round === 0 ? 'warming up' : `round ${round} of ${rounds}`}, ${labelOf(contender)}`,
      );
    });
    const outcome = outcomeOf(benchmark, one, measured, !isQuick);
    return { ...outcome, rounds, load: { atStart, atEnd: load() } };
  } finally {
    await closing.close();
    progress.clear();
  }
};

const benchFor = (
  { name }: Case,
  { isQuick, isLarge, progress, databases, uses }: RunOptions,
  closing: Closing,
): Bench => {
  const say = (text: string): void => {
    progress.step(`${name}: ${text}`);
  };
  return {
    isQuick,
    isLarge,
    say,
    uses,
    defer: close => {
      closing.add(close);
    },
    database: () => databases.create(closing),
    async rival(module) {
      await installRivals(say);
      return (await import(module.href)) as unknown;
    },
  };
};
