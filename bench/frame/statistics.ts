/** Figures of repeated rounds. A median and the quartiles: one round that something disturbed moves neither. */

export interface Summary {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** The median distance from the median, as a share of it. */
  readonly spread: number;
}

/** @param values at least one */
export const summarise = (values: readonly number[]): Summary => {
  const median = quantile(values, 0.5);
  const distance = quantile(
    values.map(value => Math.abs(value - median)),
    0.5,
  );
  return {
    median,
    lowerQuartile: quantile(values, 0.25),
    upperQuartile: quantile(values, 0.75),
    spread: median === 0 ? 0 : distance / Math.abs(median),
  };
};

/** Between two values in proportion, as spreadsheets do it. @throws RangeError without any value */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) throw new RangeError('no values to take a quantile of');
  return low + (high - low) * (place - Math.floor(place));
};

/**
 * Compares two contenders round by round, and takes the median: what slowed the machine down for a while slowed both, and
 * cancels out.
 */
export const pairwise = (
  values: readonly number[],
  others: readonly number[],
  compare: (value: number, other: number) => number,
): number =>
  quantile(
    values.flatMap((value, round) => {
      const other = others[round];
      return other === undefined ? [] : [compare(value, other)];
    }),
    0.5,
  );
