import type { Benchmark, Case, Target } from './benchmark.ts';
import { labelOf, type Measured } from './rounds.ts';
import { pairwise, summarise, type Summary } from './statistics.ts';

/** What a case came to: the content of the results, the table and the page. */
export interface CaseOutcome {
  readonly name: string;
  readonly baseline: string;
  readonly sizes: string | null;
  readonly rows: readonly Row[];
  readonly targets: readonly Judged[];
}

export interface Row {
  readonly contender: string;
  readonly size: number | null;
  readonly figures: Readonly<Record<string, RowFigure>>;
}

export interface RowFigure extends Summary {
  /** Every round, in their order. */
  readonly values: readonly number[];
  /** Times the baseline of the same round, at the median; 1 for the baseline itself. */
  readonly ratio: number;
}

export interface Judged {
  readonly text: string;
  readonly reached: number;
  readonly isMet: boolean;
}

/** Sums up the rounds of a case. @param isJudged false in a smoke run, whose figures mean nothing */
export const outcomeOf = (
  benchmark: Benchmark,
  { name, baseline, sizes, targets }: Case,
  measured: readonly Measured[],
  isJudged: boolean,
): CaseOutcome => {
  const metrics = Object.keys(benchmark.metrics).filter(metric =>
    measured.some(({ rounds }) => rounds.some(figures => figures[metric] !== undefined)),
  );
  // A curve that stands alone is compared with its own beginning: that is how it grows.
  const standsAlone = measured.every(one => one.name === baseline);
  return {
    name,
    baseline,
    sizes: sizes ?? null,
    rows: measured.map(one => {
      const base = opponent(measured, baseline, standsAlone ? undefined : one.size);
      const figure = (metric: string): RowFigure => {
        const values = valuesOf(one, metric);
        return { ...summarise(values), values, ratio: pairwise(values, valuesOf(base, metric), divided) };
      };
      return {
        contender: one.name,
        size: one.size ?? null,
        figures: Object.fromEntries(metrics.map(metric => [metric, figure(metric)])),
      };
    }),
    targets: isJudged ? targets.map(target => judge(benchmark, target, measured, baseline)) : [],
  };
};

const divided = (value: number, by: number): number => value / by;

const valuesOf = ({ name, rounds }: Measured, metric: string): readonly number[] =>
  rounds.map(figures => {
    const value = figures[metric];
    if (value === undefined) throw new Error(`${name} has not measured ${metric}`);
    return value;
  });

/** The contender of a name at a size; the smallest where it has not that one. */
const opponent = (measured: readonly Measured[], name: string, size: number | undefined): Measured => {
  const named = measured.filter(one => one.name === name).sort((a, b) => (a.size ?? 0) - (b.size ?? 0));
  const found = named.find(one => one.size === size) ?? named[0];
  if (found === undefined) throw new Error(`There is no contender ${name}`);
  return found;
};

const judge = (
  { metrics }: Benchmark,
  target: Target,
  measured: readonly Measured[],
  baseline: string,
): Judged => {
  const largest = Math.max(
    ...measured.filter(one => one.name === target.contender).map(one => one.size ?? 0),
  );
  const size = target.size ?? (largest > 0 ? largest : undefined);
  const one = opponent(measured, target.contender, size);
  const against = target.against ?? baseline;
  // Against itself means against its smallest size: at its own, every ratio would be 1.
  const other = opponent(measured, against, against === target.contender ? undefined : size);
  const reached = reachedBy(target, one, other);
  const { atLeast = -Infinity, atMost = Infinity } = target;
  const heading = metrics[target.metric]?.title ?? target.metric;
  const bound = target.atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`;
  const relation = { value: '', ratio: ` times ${labelOf(other)}`, difference: ` above ${labelOf(other)}` };
  return {
    text: `${labelOf(one)}, ${heading}: ${bound}${relation[target.of]}`,
    reached,
    isMet: reached >= atLeast && reached <= atMost,
  };
};

const reachedBy = ({ of, metric }: Target, one: Measured, other: Measured): number => {
  const values = valuesOf(one, metric);
  if (of === 'value') return summarise(values).median;
  return pairwise(values, valuesOf(other, metric), of === 'ratio' ? divided : (value, from) => value - from);
};
