import { changePercent, listFigures } from './reports.figures.ts';
import type { Report } from './reports.schema.ts';

const HEADER = [
  'kind',
  'date',
  'section',
  'figure',
  'detail',
  'currency',
  'unit',
  'value',
  'previous',
  'change_percent',
];

/**
 * A spreadsheet may run a cell that starts so as a formula: a product's name must not. Where semicolons, tabs or any line
 * break divide cells for it, whatever the quotes say, one can start within a name too. (OWASP, CSV Injection)
 */
const FORMULA = /(^|[;\t\r\n])([^\S\t\r\n]*[=+\-@＝＋－＠])/g;

const cell = (value: string | number | null): string => {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(FORMULA, "$1'$2");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A report as CSV (RFC 4180): a line a figure. Some 100 KB at the very most. */
export const reportCsv = (report: Report): string => {
  const lines = listFigures(report).map(figure => {
    const { section, figure: name, detail, currency, unit, value, previous } = figure;
    return [
      report.kind,
      report.date,
      section,
      name,
      detail,
      currency,
      unit,
      value,
      previous,
      changePercent(figure),
    ];
  });
  return [HEADER, ...lines].map(line => `${line.map(cell).join(',')}\r\n`).join('');
};
