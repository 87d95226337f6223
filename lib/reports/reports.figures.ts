import type { Figures, Report } from './reports.schema.ts';

/** One figure of a report beside that of the period before, for those who list figures: the mail and the CSV. */
export interface ListedFigure {
  readonly section: string;
  readonly figure: string;
  /** What a figure of several is about: a state, a product. */
  readonly detail: string;
  readonly currency: string;
  /** Money is in hundredths of its currency. */
  readonly value: number;
  readonly previous: number | null;
}

type Read = (figures: Figures) => number;

const single: readonly (readonly [section: string, figure: string, read: Read])[] = [
  ['orders', 'placed', ({ orders }) => orders.placed],
  ['orders', 'validated', ({ orders }) => orders.funnel.validated],
  ['orders', 'paid', ({ orders }) => orders.funnel.paid],
  ['orders', 'shipped', ({ orders }) => orders.funnel.shipped],
  ['users', 'new', ({ users }) => users.new],
  ['users', 'active', ({ users }) => users.active],
  ['messages', 'sent', ({ messages }) => messages.sent],
  ['messages', 'rooms', ({ messages }) => messages.rooms],
  ['messages', 'new rooms', ({ messages }) => messages.newRooms],
  ['jobs', 'completed', ({ jobs }) => jobs.completed],
  ['jobs', 'failed', ({ jobs }) => jobs.failed],
  ['mails', 'written', ({ mails }) => mails.written],
  ['mails', 'sent', ({ mails }) => mails.sent],
];

const moneyRows = ({ figures, previous }: Report): readonly ListedFigure[] => {
  const currencies = [
    ...new Set([...figures.revenue, ...previous.revenue].map(({ currency }) => currency)),
  ].sort();
  return currencies.flatMap(currency => {
    const now = figures.revenue.find(entry => entry.currency === currency);
    const before = previous.revenue.find(entry => entry.currency === currency);
    const row = (figure: string, value = 0, earlier = 0): ListedFigure => ({
      section: 'revenue',
      figure,
      detail: '',
      currency,
      value,
      previous: earlier,
    });
    return [
      row('received', now?.cents, before?.cents),
      row('payments', now?.payments, before?.payments),
      row('average', now?.averageCents, before?.averageCents),
    ];
  });
};

/** The figures of a report as a list. */
export const listFigures = (report: Report): readonly ListedFigure[] => {
  const { figures, previous } = report;
  const blank = { detail: '', currency: '', previous: null };
  const states = Object.keys({
    ...figures.orders.byState,
    ...previous.orders.byState,
  }) as (keyof Figures['orders']['byState'])[];
  return [
    ...single.map(([section, figure, read]) => ({
      ...blank,
      section,
      figure,
      value: read(figures),
      previous: read(previous),
    })),
    ...states.sort().map(state => ({
      ...blank,
      section: 'orders',
      figure: 'in state',
      detail: state,
      value: figures.orders.byState[state] ?? 0,
      previous: previous.orders.byState[state] ?? 0,
    })),
    ...moneyRows(report),
    ...figures.products.best.map(({ name, quantity }) => ({
      ...blank,
      section: 'products',
      figure: 'best sold',
      detail: name,
      value: quantity,
    })),
    ...figures.products.worst.map(({ name, quantity }) => ({
      ...blank,
      section: 'products',
      figure: 'least sold',
      detail: name,
      value: quantity,
    })),
    ...figures.products.lowStock.map(({ name, stock }) => ({
      ...blank,
      section: 'products',
      figure: 'running out',
      detail: name,
      value: stock,
    })),
  ];
};

/** How much a figure changed, in per cent; null when there was nothing to compare with. */
export const changePercent = ({
  value,
  previous,
}: Pick<ListedFigure, 'value' | 'previous'>): number | null =>
  previous === null || previous === 0 ? null : Math.round(((value - previous) / previous) * 1000) / 10;
