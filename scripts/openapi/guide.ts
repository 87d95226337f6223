import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problemTypes } from '../../lib/app/errors.ts';

/** Where the guide for client developers is. The document brings it along as its description. */
export const GUIDE = 'docs/api.md';

const TABLE = /(<!-- errors: [^>]*-->).*?(<!-- \/errors -->)/s;

/** The guide as it is written, with the table of all errors as they are now. */
export const readGuide = (): string => {
  const text = readFileSync(join(import.meta.dirname, '../..', GUIDE), 'utf8');
  if (!TABLE.test(text)) throw new Error(`${GUIDE} has no place for the table of errors`);
  return text.replace(
    TABLE,
    (_, before: string, after: string) => `${before}\n\n${errorTable()}\n\n${after}`,
  );
};

/** What a reader of the document sees of it: no title, since the document has its own, and no marks for tools. */
export const guideText = (): string =>
  readGuide()
    .replace(/^# .*\n+/, '')
    .replaceAll(/<!--.*?-->\n\n?/gs, '')
    .trim();

/** By status, then by code, its columns padded as Prettier does. */
const errorTable = (): string => {
  const rows = Object.entries(problemTypes)
    .map(([code, { status, title }]) => [String(status), `\`${code}\``, title] as const)
    .sort(([one, ...a], [other, ...b]) => Number(one) - Number(other) || (a[0] < b[0] ? -1 : 1));
  const table = [['status', 'code', 'title'] as const, ...rows];
  const widths = [0, 1, 2].map(column => Math.max(...table.map(row => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head, ...body] = table.map(line);
  return [head, line(widths.map(width => '-'.repeat(width))), ...body].join('\n');
};
