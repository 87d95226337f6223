import { escapeHtml } from '../platform/http/html.ts';
import { listFigures, type ListedFigure } from './reports.figures.ts';
import { formatChange, formatValue } from './reports.format.ts';
import type { Report } from './reports.schema.ts';

/** Tables of a report's page, in their order; revenue has one for each currency. */
const titles: readonly (readonly [section: string, figure: string | null, title: string])[] = [
  ['revenue', null, 'Revenue in'],
  ['orders', null, 'Orders'],
  ['orders', 'in state', 'Orders by state'],
  ['products', 'best sold', 'Products sold most'],
  ['products', 'least sold', 'Products sold least'],
  ['products', 'running out', 'Running out'],
  ['users', null, 'Users'],
  ['messages', null, 'Messages'],
  ['mails', null, 'Mails'],
  ['jobs', null, 'Jobs'],
];

/** Whether a figure is one of several of its kind, which have a table of their own. */
const isOneOfSeveral = ({ detail, section }: ListedFigure): boolean =>
  detail !== '' || section === 'products';

/** All figures of a report, in tables by what they are about. */
export const figureTables = (report: Report): string => {
  const listed = listFigures(report);
  return titles
    .flatMap(([section, name, title]) => {
      const about = listed.filter(figure =>
        figure.section === section && name === null ? !isOneOfSeveral(figure) : figure.figure === name,
      );
      const currencies = [...new Set(about.map(({ currency }) => currency))];
      return currencies.map(currency =>
        table(
          currency === '' ? title : `${title} ${currency}`,
          about.filter(figure => figure.currency === currency),
        ),
      );
    })
    .join('\n');
};

const table = (title: string, figures: readonly ListedFigure[]): string => {
  const isCompared = figures.some(({ previous }) => previous !== null);
  const head = isCompared
    ? '<thead><tr><th scope="col"></th><th scope="col">Now</th><th scope="col">Before</th><th scope="col">Change</th></tr></thead>'
    : '';
  return `<table><caption>${escapeHtml(title)}</caption>${head}<tbody>${figures.map(figure => row(figure, isCompared)).join('')}</tbody></table>`;
};

const row = (figure: ListedFigure, isCompared: boolean): string => {
  const { value, previous } = figure;
  const cells = [
    `<th scope="row">${escapeHtml(label(figure))}</th>`,
    `<td>${escapeHtml(formatValue(figure, value))}</td>`,
    ...(isCompared
      ? [
          `<td class="quiet">${previous === null ? '' : escapeHtml(formatValue(figure, previous))}</td>`,
          `<td class="quiet">${formatChange(figure) ?? '–'}</td>`,
        ]
      : []),
  ];
  return `<tr>${cells.join('')}</tr>`;
};

/** Products are called what they are called. */
const label = ({ section, figure, detail }: ListedFigure): string => {
  if (section === 'products') return detail;
  const words = (detail || figure).replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};
