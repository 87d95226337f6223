export type Cell = string | number | null | undefined;

const GAP = '  ';

/**
 * Rows under a heading, in columns as wide as their content; numbers stand to the right, and so do the columns from
 * `numbersFrom` to before `numbersTo`, whose numbers are written out already.
 */
export const table = (
  heading: readonly string[],
  rows: readonly (readonly Cell[])[],
  { numbersFrom = Infinity, numbersTo = Infinity }: { numbersFrom?: number; numbersTo?: number } = {},
): string => {
  const lines = [heading, ...rows.map(row => row.map(shown))];
  const widths = heading.map((_, column) => Math.max(...lines.map(line => (line[column] ?? '').length)));
  const isNumber = heading.map(
    (_, column) =>
      (column >= numbersFrom && column < numbersTo) || rows.some(row => typeof row[column] === 'number'),
  );
  return lines
    .map(line =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isNumber[column] === true ? cell.padStart(width) : cell.padEnd(width);
        })
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
};

const shown = (cell: Cell): string => (cell === null || cell === undefined ? '-' : String(cell));

/** Names and values, one a line; values that are not there are left out. */
export const facts = (pairs: readonly (readonly [string, Cell])[]): string => {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
  const width = Math.max(...known.map(([name]) => name.length));
  return known.map(([name, value]) => `${name.padEnd(width)}${GAP}${shown(value)}`).join('\n');
};

/** A text in one line, cut to fit. */
export const short = (text: string | null, width: number): string | null => {
  if (text === null) return null;
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
};

/** Seconds in the largest units that tell enough. */
export const duration = (seconds: number | null): string | null => {
  if (seconds === null) return null;
  if (seconds < 10) return `${seconds.toFixed(seconds < 1 ? 3 : 1)} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
};
