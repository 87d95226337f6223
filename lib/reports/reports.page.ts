import { escapeHtml } from '../platform/http/html.ts';
import { funnelChart, productsChart, revenueChart, type Size } from './reports.charts.ts';
import { currenciesOf, type ListedFigure } from './reports.figures.ts';
import {
  formatChange,
  formatInstant,
  formatPeriod,
  formatRoundly,
  formatValue,
  formatZone,
} from './reports.format.ts';
import { attentionOf, keyFigures, SHOWN_CURRENCIES } from './reports.highlights.ts';
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
${keyFigureList(report)}
${attention(report)}
${charts(report, trend)}
<h2>All figures</h2>
<div class="tables">${figureTables(report)}</div>
</main>
</body>
</html>
`;

const about = ({ zone, generatedAt }: Report): string =>
  `Days end at midnight in ${formatZone(zone)}. Made there on ${formatInstant(generatedAt, zone)}.`;

/** As many columns as leave the fewest gaps in the last row. */
const columnsFor = (count: number): number => (count % 3 === 0 || count === 5 ? 3 : 4);

const keyFigureList = (report: Report): string => {
  const shown = keyFigures(report).map(
    ({ label, figure: entry }) =>
      `<div><dt>${escapeHtml(label)}</dt><dd>${escapeHtml(formatRoundly(entry, entry.value))}<small>${escapeHtml(comparison(entry))}</small></dd></div>`,
  );
  return `<dl class="key" style="--columns: ${columnsFor(shown.length)}">${shown.join('')}</dl>`;
};

const attention = (report: Report): string => {
  const items = attentionOf(report).map(sentence => `<li>${escapeHtml(sentence)}</li>`);
  return items.length === 0
    ? ''
    : `<section class="attention"><h2>Needs attention</h2><ul>${items.join('')}</ul></section>`;
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
