import { inSentence } from '../platform/text/in-sentence.ts';
import { listFigures, type ListedFigure } from './reports.figures.ts';
import { formatCount } from './reports.format.ts';
import type { Report } from './reports.schema.ts';

/** What of a report is read first: its key figures, and what somebody should look after. */

/** So many currencies have a key figure and a chart; the tables and the CSV have all. */
export const SHOWN_CURRENCIES = 3;

const KEY_FIGURES: readonly (readonly [section: string, figure: string, label: string])[] = [
  ['orders', 'placed', 'Orders'],
  ['revenue', 'received', 'Revenue'],
  ['users', 'new', 'New users'],
  ['users', 'active', 'Active users'],
  ['messages', 'sent', 'Messages'],
  ['jobs', 'failed', 'Failed jobs'],
];

export interface KeyFigure {
  readonly label: string;
  readonly figure: ListedFigure;
}

/** The key figures, in their order; revenue once for each of the currencies with the most payments. */
export const keyFigures = (report: Report): readonly KeyFigure[] => {
  const listed = listFigures(report);
  return KEY_FIGURES.flatMap(([section, name, label]) =>
    listed
      .filter(entry => entry.section === section && entry.figure === name && entry.detail === '')
      .slice(0, SHOWN_CURRENCIES)
      .map(figure => ({
        label: figure.currency === '' ? label : `${label} in ${figure.currency}`,
        figure,
      })),
  );
};

/** Sentences about what should not stay as it is; none when all is well. */
export const attentionOf = ({ figures: { products, jobs, mails } }: Report): readonly string[] => {
  const runningOut = products.lowStock.map(
    ({ name, stock }) => `${inSentence(name)} (${stock === 0 ? 'none' : formatCount(stock)} left)`,
  );
  const unsent = mails.written - mails.sent;
  return [
    ...(runningOut.length > 0 ? [`Running out: ${runningOut.join(', ')}.`] : []),
    ...(jobs.failed > 0 ? [`${several(jobs.failed, 'job')} failed.`] : []),
    ...(unsent > 0 ? [`${several(unsent, 'mail')} had not been sent when this was made.`] : []),
  ];
};

const several = (count: number, what: string): string =>
  `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
