import { escapeHtml } from '../platform/http/html.ts';
import { funnelChart, productsChart, revenueChart } from './reports.charts.ts';
import { changePercent, listFigures, type ListedFigure } from './reports.figures.ts';
import { formatCount, formatMoney } from './reports.money.ts';
import type { Report, TrendPoint } from './reports.schema.ts';

export interface ReportPage {
  readonly report: Report;
  /** The latest periods up to this one. */
  readonly trend: readonly TrendPoint[];
}

const STYLE = `
  :root { color: #222; background: #fff; font: 16px/1.5 system-ui, sans-serif; }
  body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 60rem; }
  h1 { font-size: 1.6rem; margin: 0; } h1 span { white-space: nowrap; font-weight: 400; } h2 { font-size: 1.1rem; margin: 2rem 0 0.5rem; }
  .about { color: #555; margin: 0.25rem 0 1.5rem; }
  .key { display: grid; gap: 0.75rem; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); padding: 0; margin: 0; }
  .key div { border: 1px solid #d9dee7; border-radius: 0.5rem; padding: 0.75rem 1rem; }
  .key dt { color: #555; font-size: 0.85rem; } .key dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
  .change { color: #555; font-size: 0.85rem; font-weight: 400; display: block; }
  figure { margin: 1.5rem 0; } svg { width: 100%; height: auto; max-width: 45rem; }
  .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid #e5e8ee; }
  td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
  @media (max-width: 40rem) { table { font-size: 0.85rem; } th, td { padding-right: 0.5rem; } }
  @media print { body { padding: 0; max-width: none; } figure, tr { break-inside: avoid; } }
`;

const TITLES = { daily: 'Daily report', weekly: 'Weekly report', monthly: 'Monthly report' } as const;

/** A report as a page that stands alone: no script, and nothing fetched from anywhere. */
export const reportPage = ({ report, trend }: ReportPage): string => {
  const { figures, previous, kind, date } = report;
  const title = `${TITLES[kind]}, ${span(report)}`;
  const currencies = figures.revenue.map(({ currency }) => currency);
  const charts = [
    ...(figures.orders.placed + previous.orders.placed > 0 ? [funnelChart(figures, previous)] : []),
    ...currencies.map(currency => revenueChart(trend, currency)),
    ...(figures.products.best.length > 0 ? [productsChart(figures)] : []),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(TITLES[kind])} <span>${escapeHtml(span(report))}</span></h1>
<p class="about">${escapeHtml(about(report))}</p>
<dl class="key">${keyFigures(report).join('')}</dl>
${charts.map(chart => `<figure>${chart}</figure>`).join('\n') || `<p>Nothing was ordered in this period or the one before.</p>`}
<h2>All figures</h2>
<div class="wide"><table data-kind="${kind}" data-date="${date}">
<thead><tr><th>Section</th><th>Figure</th><th>About</th><th class="number">Now</th><th class="number">Before</th><th class="number">Change</th></tr></thead>
<tbody>${listFigures(report).map(row).join('\n')}</tbody>
</table></div>
</body>
</html>
`;
};

const span = ({ kind, date, until }: Report): string =>
  kind === 'daily' ? date : `${date} until before ${until}`;

const about = ({ zone, final, generatedAt }: Report): string =>
  `Days end at midnight in ${zone}. Made ${generatedAt}${final ? '.' : '; the period is not over, so the figures can still change.'}`;

const keyFigures = (report: Report): readonly string[] => {
  const listed = listFigures(report);
  const wanted = [
    ['orders', 'placed'],
    ['revenue', 'received'],
    ['revenue', 'average'],
    ['users', 'new'],
    ['users', 'active'],
    ['messages', 'sent'],
    ['jobs', 'failed'],
  ];
  return wanted.flatMap(([section, figure]) =>
    listed
      .filter(entry => entry.section === section && entry.figure === figure)
      .map(
        entry =>
          `<div><dt>${escapeHtml(label(entry))}</dt><dd>${shown(entry)}<span class="change">${change(entry)}</span></dd></div>`,
      ),
  );
};

const label = ({ section, figure, currency }: ListedFigure): string =>
  `${section.charAt(0).toUpperCase()}${section.slice(1)} ${figure}${currency === '' ? '' : ` (${currency})`}`;

const isMoney = ({ currency, figure }: ListedFigure): boolean => currency !== '' && figure !== 'payments';
const format = (figure: ListedFigure, value: number): string =>
  escapeHtml(isMoney(figure) ? formatMoney(value, figure.currency) : formatCount(value));
const shown = (figure: ListedFigure): string => format(figure, figure.value);

const change = (figure: ListedFigure): string => {
  const percent = changePercent(figure);
  if (figure.previous === null) return '';
  if (figure.value === figure.previous) return 'as before';
  if (percent === null) return 'none before';
  return `${percent > 0 ? '+' : ''}${percent} %`;
};

const row = (figure: ListedFigure): string =>
  `<tr><td>${escapeHtml(figure.section)}</td><td>${escapeHtml(figure.figure)}</td><td>${escapeHtml(figure.detail || figure.currency)}</td>` +
  `<td class="number">${shown(figure)}</td>` +
  `<td class="number">${figure.previous === null ? '' : format(figure, figure.previous)}</td><td class="number">${change(figure)}</td></tr>`;
