import { escapeHtml } from '../platform/http/html.ts';
import { funnelChart, productsChart, revenueChart, type Size } from './reports.charts.ts';
import { currenciesOf, listFigures, type ListedFigure } from './reports.figures.ts';
import {
  formatChange,
  formatInstant,
  formatPeriod,
  formatRoundly,
  formatValue,
  formatZone,
} from './reports.format.ts';
import type { Report, TrendPoint } from './reports.schema.ts';
import { STYLE } from './reports.style.ts';
import { figureTables } from './reports.tables.ts';

export interface ReportPage {
  readonly report: Report;
  /** The latest periods up to this one. */
  readonly trend: readonly TrendPoint[];
}

const TITLES = { daily: 'Daily report', weekly: 'Weekly report', monthly: 'Monthly report' } as const;

/** A report as a page that stands alone: no script, and nothing fetched from anywhere. */
export const reportPage = ({ report, trend }: ReportPage): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(`${TITLES[report.kind]}, ${formatPeriod(report)}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1><small>${TITLES[report.kind]}</small>${escapeHtml(formatPeriod(report))}</h1>
<p class="about">${escapeHtml(about(report))}</p>
${report.final ? '' : '<p class="provisional">This report is provisional: figures can still change.</p>'}
</header>
<main>
<dl class="key">${keyFigures(report).join('')}</dl>
${charts(report, trend)}
<h2>All figures</h2>
<div class="tables">${figureTables(report)}</div>
</main>
</body>
</html>
`;

const about = ({ zone, generatedAt }: Report): string =>
  `Days end at midnight in ${formatZone(zone)}. Made there on ${formatInstant(generatedAt, zone)}.`;

/** So many currencies have a key figure and a chart; the tables have all. */
const SHOWN_CURRENCIES = 3;

const key: readonly (readonly [section: string, figure: string, label: string])[] = [
  ['orders', 'placed', 'Orders'],
  ['revenue', 'received', 'Revenue'],
  ['users', 'new', 'New users'],
  ['users', 'active', 'Active users'],
  ['messages', 'sent', 'Messages'],
  ['jobs', 'failed', 'Failed jobs'],
];

const keyFigures = (report: Report): readonly string[] => {
  const listed = listFigures(report);
  return key.flatMap(([section, figure, label]) =>
    listed
      .filter(entry => entry.section === section && entry.figure === figure && entry.detail === '')
      .slice(0, SHOWN_CURRENCIES)
      .map(entry => {
        const name = entry.currency === '' ? label : `${label} in ${entry.currency}`;
        return `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(formatRoundly(entry, entry.value))}<small>${escapeHtml(comparison(entry))}</small></dd></div>`;
      }),
  );
};

const comparison = (figure: ListedFigure): string => {
  const { value, previous } = figure;
  if (previous === null) return '';
  if (value === previous) return 'as before';
  const before = `${formatRoundly(figure, previous)} before`;
  const change = formatChange(figure);
  return change === undefined ? before : `${change}, ${before}`;
};

const WIDE: Size = { width: 520, height: 260 };
const NARROW: Size = { width: 350, height: 220 };

/** A chart in both sizes, of which the style shows one. */
const figure = (caption: string, draw: (size: Size) => string): string =>
  `<figure><figcaption>${caption}</figcaption><div class="wide">${draw(WIDE)}</div><div class="narrow">${draw(NARROW)}</div></figure>`;

const revenueFigure = (report: Report, trend: readonly TrendPoint[], currency: string): string => {
  const cents = report.figures.revenue.find(entry => entry.currency === currency)?.cents ?? 0;
  const value = formatValue({ unit: 'cents', currency }, cents);
  const caption = `Revenue in ${escapeHtml(currency)} <span class="legend"><i></i><strong>${escapeHtml(value)}</strong></span>`;
  return figure(caption, size => revenueChart(report.kind, trend, currency, size));
};

const LEGEND = ' <span class="legend"><i class="before"></i>before<i></i>now</span>';

const charts = (report: Report, trend: readonly TrendPoint[]): string => {
  const { figures, previous } = report;
  const isEmpty = figures.orders.placed + previous.orders.placed + currenciesOf(report).length === 0;
  const drawn = [
    ...currenciesOf(report)
      .slice(0, SHOWN_CURRENCIES)
      .map(currency => revenueFigure(report, trend, currency)),
    ...(isEmpty ? [] : [figure(`How far orders got${LEGEND}`, size => funnelChart(figures, previous, size))]),
    ...(figures.products.best.length === 0
      ? []
      : [figure('Products sold most', size => productsChart(figures, size))]),
  ];
  return drawn.length === 0
    ? '<p class="empty">Nothing was ordered or paid in this period or the one before.</p>'
    : `<div class="charts">${drawn.join('\n')}</div>`;
};
