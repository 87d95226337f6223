import { expect, it } from '@jest/globals';
import type { Case, Target } from '../../../../bench/frame/benchmark.ts';
import { outcomeOf } from '../../../../bench/frame/outcome.ts';
import { printedCase } from '../../../../bench/frame/table.ts';

const metrics = { time: { title: 'ms', better: 'lower', digits: 1 } } as const;
const caseWith = (...targets: readonly Target[]): Case => ({
  name: 'growth',
  baseline: 'old',
  sizes: 'rows',
  targets,
  prepare: () => Promise.resolve([]),
});
const benchmark = { title: '', method: '', metrics, cases: [] };
const timesOf = (name: string, size: number, ...times: readonly number[]) => ({
  name,
  size,
  rounds: times.map(time => ({ time })),
});
const measured = [
  timesOf('old', 10, 4, 4, 12),
  timesOf('old', 100, 40, 44, 400),
  timesOf('new', 10, 2, 2, 3),
  timesOf('new', 100, 20, 22, 100),
  timesOf('new', 1000, 8, 8, 24),
];

it('takes ratios in the same round, at the same size, or else at the smallest of the baseline', () => {
  const { rows } = outcomeOf(benchmark, caseWith(), measured, true);
  expect(rows.map(({ size, figures }) => [size, figures['time']?.ratio])).toEqual([
    [10, 1],
    [100, 1],
    [10, 0.5],
    [100, 0.5],
    [1000, 2],
  ]);
});

it('compares a curve that stands alone with its own beginning', () => {
  const alone = measured.filter(({ name }) => name === 'old');
  const { rows } = outcomeOf(benchmark, caseWith(), alone, true);
  // Rounds: 40/4, 44/4, 400/12.
  expect(rows.map(({ figures }) => figures['time']?.ratio)).toEqual([1, 11]);
});

it('judges values, ratios and differences, at the largest size unless another is named', () => {
  const target = { metric: 'time', contender: 'new' } as const;
  const targets = [
    { ...target, of: 'value', atMost: 8 },
    { ...target, of: 'value', size: 100, atMost: 21 },
    { ...target, of: 'ratio', size: 10, atLeast: 0.5 },
    { ...target, of: 'ratio', against: 'new', size: 1000, atMost: 0.9 },
    { ...target, of: 'difference', size: 10, atMost: -2 },
  ] as const;
  const outcome = outcomeOf(benchmark, caseWith(...targets), measured, true);
  expect(outcome.targets.map(({ reached, isMet }) => [reached, isMet])).toEqual([
    [8, true],
    [22, false],
    [0.5, true],
    [4, false],
    [-2, true],
  ]);
  const printed = printedCase(benchmark, { ...outcome, rounds: 3, load: { atStart: 0, atEnd: 1.5 } });
  expect(printed).toContain('growth (3 rounds, load 0 to 1.5)');
  expect(printed).toMatch(/new {9}1,000 {4}8\.0 +± 0\.0 % {3}2\.00 ×\n/);
  expect(printed).toContain('MISSED  new at 100, ms: at most 21 (it is 22.00)');
  expect(printed).toContain('met     new at 10, ms: at least 0.5 times old at 10 (it is 0.50)');
});

it('judges nothing in a smoke run, and refuses names that nobody has', () => {
  const target = { metric: 'time', contender: 'newest', of: 'value', atMost: 8 } as const;
  expect(outcomeOf(benchmark, caseWith(target), measured, false).targets).toEqual([]);
  expect(() => outcomeOf(benchmark, caseWith(target), measured, true)).toThrow('no contender newest');
});

it('shows those metrics that a case has measured, and no others', () => {
  const both = { ...benchmark, metrics: { rate: { title: 'per s', better: 'higher' }, ...metrics } } as const;
  const outcome = outcomeOf(both, caseWith(), measured, true);
  expect(outcome.rows.map(({ figures }) => Object.keys(figures))).toEqual(measured.map(() => ['time']));
  const printed = printedCase(both, { ...outcome, rounds: 3, load: { atStart: 0, atEnd: 1.5 } });
  expect(printed).toContain('ms');
  expect(printed).not.toContain('per s');
  const lacking = [...measured, { name: 'new', size: 1, rounds: [{ rate: 1 }] }];
  expect(() => outcomeOf(both, caseWith(), lacking, true)).toThrow('has not measured');
});
