import type { Figures, Report } from './reports.schema.ts';

/** One figure of a report beside that of the period before, for those who list figures: the mail, the CSV and the page. */
export interface ListedFigure {
  readonly section: string;
  readonly figure: string;
  /** What a figure of several is about: a state, a product. */
  readonly detail: string;
  /** Of what revenue is about; '' for all else. */
  readonly currency: string;
  /** Cents are hundredths of the currency, whatever it calls them. */
  readonly unit: 'count' | 'cents' | 'seconds';
  readonly value: number;
  /** Null where there is nothing to compare with. */
  readonly previous: number | null;
}

type Read = (figures: Figures) => number;
type Revenue = Figures['revenue'][number];

/** Figures that every report has, in their order. */
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
  ['mails', 'written', ({ mails }) => mails.written],
  ['mails', 'sent', ({ mails }) => mails.sent],
  ['jobs', 'completed', ({ jobs }) => jobs.completed],
  ['jobs', 'failed', ({ jobs }) => jobs.failed],
];

/** How long half of the jobs, and nearly all, had waited at most; not known when none ended. */
const waits: readonly (readonly [figure: string, read: (figures: Figures) => number | undefined])[] = [
  ['median wait', ({ jobs }) => jobs.waitSeconds?.median],
  ['95 % wait', ({ jobs }) => jobs.waitSeconds?.p95],
];

const money: readonly (readonly [
  figure: string,
  unit: ListedFigure['unit'],
  read: (revenue: Revenue) => number,
])[] = [
  ['received', 'cents', ({ cents }) => cents],
  ['given back', 'cents', ({ refundedCents }) => refundedCents],
  ['net', 'cents', ({ cents, refundedCents }) => cents - refundedCents],
  ['average order', 'cents', ({ averageCents }) => averageCents],
  ['payments', 'count', ({ payments }) => payments],
  ['refunds', 'count', ({ refunds }) => refunds],
];

const NONE: Omit<Revenue, 'currency'> = {
  cents: 0,
  payments: 0,
  averageCents: 0,
  refundedCents: 0,
  refunds: 0,
};
const revenueIn = (currency: string, { revenue }: Figures): Revenue =>
  revenue.find(entry => entry.currency === currency) ?? { currency, ...NONE };

/** The currencies of a report, the one with the most payments first. */
export const currenciesOf = ({ figures, previous }: Report): readonly string[] => [
  ...new Set([...figures.revenue, ...previous.revenue].map(({ currency }) => currency)),
];

const blank = { detail: '', currency: '', unit: 'count', previous: null } as const;

const listSingle = ({ figures, previous }: Report): readonly ListedFigure[] => [
  ...single.map(([section, figure, read]) => ({
    ...blank,
    section,
    figure,
    value: read(figures),
    previous: read(previous),
  })),
  ...waits.flatMap(([figure, read]) => {
    const value = read(figures);
    const listed = {
      ...blank,
      section: 'jobs',
      figure,
      unit: 'seconds',
      previous: read(previous) ?? null,
    } as const;
    return value === undefined ? [] : [{ ...listed, value }];
  }),
];

const listStates = ({ figures, previous }: Report): readonly ListedFigure[] => {
  const now = figures.orders.byState;
  const before = previous.orders.byState;
  const states = Object.keys({ ...now, ...before }) as (keyof typeof now)[];
  return states.sort().map(state => ({
    ...blank,
    section: 'orders',
    figure: 'in state',
    detail: state,
    value: now[state] ?? 0,
    previous: before[state] ?? 0,
  }));
};

const listRevenue = (report: Report): readonly ListedFigure[] =>
  currenciesOf(report).flatMap(currency =>
    money.map(([figure, unit, read]) => ({
      section: 'revenue',
      figure,
      detail: '',
      currency,
      unit,
      value: read(revenueIn(currency, report.figures)),
      previous: read(revenueIn(currency, report.previous)),
    })),
  );

const listProducts = ({ figures: { products } }: Report): readonly ListedFigure[] => {
  const listed = (figure: string, detail: string, value: number): ListedFigure => ({
    ...blank,
    section: 'products',
    figure,
    detail,
    value,
  });
  return [
    ...products.best.map(({ name, quantity }) => listed('best sold', name, quantity)),
    ...products.worst.map(({ name, quantity }) => listed('least sold', name, quantity)),
    ...products.lowStock.map(({ name, stock }) => listed('running out', name, stock)),
  ];
};

/** The figures of a report as a list. */
export const listFigures = (report: Report): readonly ListedFigure[] => [
  ...listSingle(report),
  ...listStates(report),
  ...listRevenue(report),
  ...listProducts(report),
];

/** How much a figure changed, in per cent; null when there was nothing to compare with. */
export const changePercent = ({
  value,
  previous,
}: Pick<ListedFigure, 'value' | 'previous'>): number | null =>
  previous === null || previous === 0
    ? null
    : Math.round(((value - previous) / Math.abs(previous)) * 1000) / 10;
