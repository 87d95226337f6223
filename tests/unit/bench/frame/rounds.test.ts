import { expect, it } from '@jest/globals';
import type { Contender } from '../../../../bench/frame/benchmark.ts';
import { runRounds } from '../../../../bench/frame/rounds.ts';

const contender = (name: string, log: string[], wrongIn = Infinity): Contender => {
  let round = -1;
  return {
    name,
    async round() {
      round += 1;
      log.push(`${name}${round}`);
      return Promise.resolve({ time: round });
    },
    check: () =>
      round === wrongIn ? Promise.reject(new Error('one is missing')) : Promise.resolve(void log.push('✓')),
  };
};

it('lets contenders take turns, each beginning a round in its turn, and keeps no round of warming up', async () => {
  const log: string[] = [];
  const measured = await runRounds([contender('a', log), contender('b', log)], 2, () => undefined);
  expect(log.join(' ')).toBe('a0 ✓ b0 ✓ b1 ✓ a1 ✓ a2 ✓ b2 ✓');
  expect(measured).toMatchObject([
    { name: 'a', rounds: [{ time: 1 }, { time: 2 }] },
    { name: 'b', rounds: [{ time: 1 }, { time: 2 }] },
  ]);
});

it.each([0, 1, 3])('ends as soon as a check fails, here in round %i', async wrongIn => {
  const log: string[] = [];
  const wrong = { ...contender('b', log, wrongIn), size: 1000 };
  await expect(runRounds([contender('a', log), wrong], 3, () => undefined)).rejects.toThrow(
    'The outcome of b at 1,000 is not right: one is missing',
  );
  expect(log.at(-1)).toBe(`b${wrongIn}`);
});
