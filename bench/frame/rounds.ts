import type { Contender, Measurements } from './benchmark.ts';

/** All that a contender has measured, in the order of the rounds. */
export interface Measured {
  readonly name: string;
  readonly size: number | undefined;
  readonly rounds: readonly Measurements[];
}

const WARM_UP_ROUNDS = 1;

/**
 * Lets all contenders take turns, round after round, the first in one round being the last in the next: what happens to the
 * machine meanwhile happens to all of them. Every round is checked, that of warming up too.
 *
 * @param onRound told before each turn
 * @throws Error naming the contender whose check failed
 */
export const runRounds = async (
  contenders: readonly Contender[],
  rounds: number,
  onRound: (round: number, contender: Contender) => void,
): Promise<readonly Measured[]> => {
  const measured = contenders.map(contender => ({ contender, rounds: [] as Measurements[] }));
  for (let round = 1 - WARM_UP_ROUNDS; round <= rounds; round += 1) {
    for (const { contender, rounds: kept } of rotate(measured, round)) {
      onRound(Math.max(round, 0), contender);
      const figures = await contender.round();
      await check(contender);
      if (round >= 1) kept.push(figures);
    }
  }
  return measured.map(({ contender: { name, size }, rounds: kept }) => ({ name, size, rounds: kept }));
};

const rotate = <T>(list: readonly T[], by: number): readonly T[] => {
  const first = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
};

const check = async (contender: Contender): Promise<void> => {
  try {
    await contender.check();
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The outcome of ${labelOf(contender)} is not right: ${what}`, { cause });
  }
};

/** A contender as people read it: `strata`, `strata at 10,000`. */
export const labelOf = ({ name, size }: { name: string; size?: number | undefined }): string =>
  size === undefined ? name : `${name} at ${size.toLocaleString('en-US')}`;
