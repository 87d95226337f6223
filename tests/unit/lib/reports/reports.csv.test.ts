import { describe, expect, it } from '@jest/globals';
import { reportCsv } from '../../../../lib/reports/reports.csv.ts';
import type { Figures, Report } from '../../../../lib/reports/reports.schema.ts';
import { noFigures, revenueOf, sampleReport, soldProduct } from '../../../support/report-samples.ts';

/** Reads CSV by the grammar of RFC 4180, section 2. @throws Error where it does not fit */
const parseCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (cell.lastIndex < text.length) {
    const at = cell.lastIndex;
    const [, quoted, plain = '', end] = cell.exec(text) ?? [];
    if (end === undefined) throw new Error(`no CSV from ${at}: ${text.slice(at, at + 40)}`);
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
};

const productNamed = (name: string): readonly string[] => {
  const best = [soldProduct(name, 3)];
  const rows = parseCsv(reportCsv(sampleReport({ products: { best, worst: [], lowStock: [] } })));
  return rows.filter(row => row[3] === 'best sold').map(row => row[4] ?? '');
};

describe('a report as CSV', () => {
  it('has a line for each figure, under a header', () => {
    const report = sampleReport(
      { revenue: [revenueOf('USD', 7250, 2)] },
      { previous: { ...noFigures, revenue: [revenueOf('USD', 5000, 1)] } },
    );
    const rows = parseCsv(reportCsv(report));
    expect(rows[0]?.join()).toBe(
      'kind,date,section,figure,detail,currency,unit,value,previous,change_percent',
    );
    expect(rows.filter(([, , section]) => section === 'revenue').map(row => row.slice(3).join())).toEqual([
      'received,,USD,cents,7250,5000,45',
      'given back,,USD,cents,0,0,',
      'net,,USD,cents,7250,5000,45',
      'average order,,USD,cents,3625,5000,-27.5',
      'payments,,USD,count,2,1,100',
      'refunds,,USD,count,0,0,',
    ]);
    expect(new Set(rows.map(row => row.length))).toEqual(new Set([10]));
  });

  it('shows a currency that is gone, and states that only one of both periods has', () => {
    const report = sampleReport(
      { orders: { ...noFigures.orders, byState: { paid: 2 } } },
      {
        previous: {
          ...noFigures,
          revenue: [revenueOf('EUR', 900)],
          orders: { ...noFigures.orders, byState: { pending: 1 } },
        },
      },
    );
    const text = reportCsv(report);
    expect(text).toContain('revenue,received,,EUR,cents,0,900,-100\r\n');
    expect(text).toContain('orders,in state,paid,,count,2,0,\r\n');
    expect(text).toContain('orders,in state,pending,,count,0,1,-100\r\n');
  });

  it('ends each line with CR LF, the last too', () => {
    const text = reportCsv(sampleReport());
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it.each([
    'A mug - large; for two',
    'Mug, large',
    'A "good" mug',
    'Two\nlines',
    'Two\r\nlines',
    '"',
    ',',
    'Müsli ☕',
    ' spaced ',
  ])('gives back the name %j as it is', name => {
    expect(productNamed(name)).toEqual([name]);
  });

  it.each([
    `=cmd|' /C calc'!A0`,
    '=HYPERLINK("https://evil.example","mug")',
    '+1+1',
    '-2+3',
    '@SUM(A1:A9)',
    ' =1+1',
    '＝1+1',
  ])('lets no spreadsheet take the name %j for a formula', name => {
    expect(productNamed(name)).toEqual([`'${name}`]);
  });

  it.each([
    [`mug;=cmd|' /C calc'!A0;`, `mug;'=cmd|' /C calc'!A0;`],
    ['mug; -2+3;', `mug;' -2+3;`],
    ['mug\t=1+1', `mug\t'=1+1`],
    ['mug\n@SUM(A1:A9)', `mug\n'@SUM(A1:A9)`],
    ['mug\r\n=1+1', `mug\r\n'=1+1`],
    ['\t=1+1', `\t'=1+1`],
  ])('nor what begins a cell where something else divides them: %j', (name, expected) => {
    expect(productNamed(name)).toEqual([expected]);
  });

  it('leaves negative numbers numbers', () => {
    const previous = { ...noFigures, users: { new: 4, active: 4 } };
    expect(reportCsv(sampleReport({}, { previous }))).toContain('users,new,,,count,0,4,-100\r\n');
  });

  it('stays far below what an answer may have, whatever the names and currencies', () => {
    const name = '"'.repeat(200);
    const product = soldProduct(name, Number.MAX_SAFE_INTEGER);
    const five = Array.from({ length: 5 }, () => product);
    const lowStock = five.map(({ productId }) => ({ productId, name, stock: 0 }));
    const currencies = (first: string) =>
      Array.from({ length: 200 }, (_, index) =>
        revenueOf(`${first}${String(index).padStart(2, 'A')}`, Number.MAX_SAFE_INTEGER),
      );
    const full: Figures = { ...noFigures, products: { best: five, worst: five, lowStock } };
    const report: Report = sampleReport(
      { ...full, revenue: currencies('A') },
      { previous: { ...full, revenue: currencies('B') } },
    );
    expect(Buffer.byteLength(reportCsv(report))).toBeLessThan(300_000);
  });
});
