import type { Benchmark, Metric } from './benchmark.ts';
import type { CaseOutcome, Row } from './outcome.ts';
import type { TimedOutcome } from './run-benchmark.ts';

const GAP = '   ';

/** A number of a metric as people read it. */
export const formatNumber = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The metrics that a case has measured. */
export const metricsOf = (
  metrics: Benchmark['metrics'],
  { rows }: CaseOutcome,
): readonly (readonly [name: string, metric: Metric])[] =>
  Object.entries(metrics).filter(([name]) => rows.some(({ figures }) => figures[name] !== undefined));

/** The figures of a case as rows of cells, the first being the headings: for the terminal and for the page. */
export const cellsOf = (
  metrics: Benchmark['metrics'],
  outcome: CaseOutcome,
): readonly (readonly string[])[] => {
  const { rows, sizes } = outcome;
  const measured = metricsOf(metrics, outcome);
  const headings = measured.flatMap(([, { title }]) => [title, 'spread', 'ratio']);
  const figures = (row: Row): readonly string[] =>
    measured.flatMap(([name, { digits }]) => {
      const figure = row.figures[name];
      if (figure === undefined) return ['', '', ''];
      return [
        formatNumber(figure.median, digits),
        `± ${formatNumber(figure.spread * 100, 1)} %`,
        `${formatNumber(figure.ratio, 2)} ×`,
      ];
    });
  return [
    ['contender', ...(sizes === null ? [] : [sizes]), ...headings],
    ...rows.map(row => [
      row.contender,
      ...(sizes === null ? [] : [formatNumber(row.size ?? 0)]),
      ...figures(row),
    ]),
  ];
};

/** A case for the terminal: its figures in columns, and its targets below. */
export const printedCase = ({ metrics }: Benchmark, outcome: TimedOutcome): string => {
  const lines = cellsOf(metrics, outcome);
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map(line => (line[column] ?? '').length)),
  );
  const table = lines.map(line =>
    line
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join(GAP),
  );
  const targets = outcome.targets.map(
    ({ text, reached, isMet }) =>
      `${isMet ? 'met   ' : 'MISSED'}  ${text} (it is ${formatNumber(reached, 2)})`,
  );
  const { name, rounds, load } = outcome;
  const about = `${name} (${rounds} ${rounds === 1 ? 'round' : 'rounds'}, load ${load.atStart} to ${load.atEnd})`;
  return ['', about, ...table.map(line => `  ${line}`), ...targets.map(line => `  ${line}`)].join('\n');
};
