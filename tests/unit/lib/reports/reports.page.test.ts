import { describe, expect, it } from '@jest/globals';
import { reportPage } from '../../../../lib/reports/reports.page.ts';
import type { Figures, Report } from '../../../../lib/reports/reports.schema.ts';
import { noFigures, revenueOf, sampleReport, soldProduct } from '../../../support/report-samples.ts';

const pageOf = (figures: Partial<Figures> = {}, more: Partial<Report> = {}): string => {
  const report = sampleReport(figures, more);
  const { date, figures: shown } = report;
  return reportPage({
    report,
    trend: [
      { date: '2026-11-20', revenue: [] },
      { date, revenue: shown.revenue },
    ],
  });
};
/** What a reader sees of a page: its text, without the style. */
const textOf = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

const funnel = { placed: 4, validated: 3, paid: 2, shipped: 1 };
const busy: Partial<Figures> = {
  orders: { placed: 4, byState: { payment_failed: 1, shipped: 3 }, funnel },
  revenue: [revenueOf('USD', 12_345_678), revenueOf('EUR', 90_000)],
  products: {
    best: [soldProduct('Mug', 3)],
    worst: [soldProduct('Pen', 0)],
    lowStock: [{ productId: soldProduct('', 0).productId, name: 'Tea', stock: 2 }],
  },
};

describe('the page of a report', () => {
  it.each([
    [{}, 'Daily report Saturday, 21 November 2026'],
    [{ kind: 'weekly', date: '2026-11-16', until: '2026-11-23' }, 'Weekly report 16 – 22 November 2026'],
    [
      { kind: 'weekly', date: '2026-12-28', until: '2027-01-04' },
      'Weekly report 28 December 2026 – 3 January 2027',
    ],
    [{ kind: 'monthly', date: '2026-11-01', until: '2026-12-01' }, 'Monthly report November 2026'],
  ] as const)('names its period', (more, expected) => {
    expect(textOf(pageOf({}, more)).replace(/\s*–\s*/g, ' – ')).toContain(expected);
  });

  it('says when it was made, in the zone that divides its days', () => {
    expect(textOf(pageOf({}, { zone: 'Asia/Kolkata' }))).toContain(
      'Days end at midnight in Kolkata. Made there on 22 November 2026 at 12:30.',
    );
  });

  it('says that it is provisional, and only then', () => {
    expect(textOf(pageOf({}, { final: false }))).toContain('provisional');
    expect(textOf(pageOf())).not.toContain('provisional');
  });

  it('compares its key figures with the period before', () => {
    const previous = { ...noFigures, revenue: [revenueOf('USD', 10_000_000)], users: { new: 2, active: 0 } };
    const text = textOf(pageOf({ ...busy, users: { new: 2, active: 7 } }, { previous }));
    expect(text).toContain('Revenue in USD $123,457 +23.5 %, $100,000 before');
    expect(text).toContain('Revenue in EUR €900.00 €0.00 before');
    expect(text).toContain('New users 2 as before');
    expect(text).toContain('Active users 7 0 before');
  });

  it('says what needs attention, and says nothing of it when all is well', () => {
    expect(textOf(pageOf(busy))).toContain('Needs attention Running out: Tea (2 left).');
    expect(textOf(pageOf())).not.toContain('attention');
  });

  it('has all figures in tables', () => {
    const text = textOf(pageOf(busy));
    for (const row of [
      'Orders by state Now Before Change Payment failed 1 0 – Shipped 3 0 –',
      'Products sold most Mug 3 Products sold least Pen 0 Running out Tea 2',
      'Net $123,456.78 $0.00',
    ])
      expect(text).toContain(row);
  });

  it('draws each chart for a window and for a phone', () => {
    const charts = pageOf(busy).match(/<svg role="img" aria-label="[^"]+"/g);
    expect(charts).toHaveLength(8);
    expect(new Set(charts).size).toBe(4);
  });

  it('reads well when nothing happened', () => {
    const text = textOf(pageOf());
    expect(text).toContain('Nothing was ordered or paid in this period or the one before.');
    expect(text).toContain('Orders 0 as before');
    expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
    expect(pageOf()).not.toContain('<svg');
  });

  it('stays readable when only the period before had orders', () => {
    const page = pageOf({}, { previous: { ...noFigures, ...busy } });
    expect(textOf(page)).toContain('Revenue in USD $0.00 −100 %, $123,457 before');
    expect(textOf(page)).not.toMatch(/NaN|undefined|null|Infinity/);
  });

  it.each([
    `<script>alert(1)</script>`,
    `"><img src=x onerror=alert(1)>`,
    `</style><b>`,
    `' & "`,
    '{a|b}',
    '${a}',
  ])('shows the product name %p as text', name => {
    const best = [soldProduct(name, 1)];
    const page = pageOf({ ...busy, products: { best, worst: best, lowStock: [] } });
    expect(page).not.toMatch(/<script|<img|<b>/);
    const shown = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(page.replaceAll('&quot;', '"').replaceAll('&#39;', `'`)).toContain(`>${shown}</text>`);
  });

  it('fetches nothing and runs nothing', () => {
    const page = pageOf(busy);
    expect(page).not.toMatch(
      /<(script|link|img|iframe|object|embed|form)|@import|url\(|\son\w+=|javascript:/i,
    );
    expect(page.match(/https?:\/\/[^"' )]+/g)?.filter(url => !url.startsWith('http://www.w3.org/'))).toEqual(
      [],
    );
  });

  it('stays small however many currencies there are', () => {
    const revenue = Array.from({ length: 200 }, (_, index) =>
      revenueOf(`X${String.fromCharCode(65 + index / 26)}${String.fromCharCode(65 + (index % 26))}`, 100),
    );
    const page = pageOf({ ...busy, revenue });
    expect(page.match(/<svg/g)).toHaveLength(10);
    expect(Buffer.byteLength(page)).toBeLessThan(400_000);
  });
});
