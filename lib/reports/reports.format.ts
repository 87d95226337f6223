import { changePercent, type ListedFigure } from './reports.figures.ts';
import type { Report, ReportKind } from './reports.schema.ts';

/** Numbers and dates for people, in English. */

const number = new Intl.NumberFormat('en-US');
/** Waits are known to a hundredth of a second. */
const hundredths = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 });
const shortNumber = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

/** A count, as in `1,234`. */
export const formatCount = (value: number): string => number.format(value);

type Measured = Pick<ListedFigure, 'unit' | 'currency'>;

const formatMoney = (cents: number, currency: string, options: Intl.NumberFormatOptions = {}): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency, ...options }).format(cents / 100);

/** A figure as it is written: `1,234`, `$1,234.50`, `0.24 s`. */
export const formatValue = ({ unit, currency }: Measured, value: number): string => {
  if (unit === 'cents') return formatMoney(value, currency);
  return unit === 'seconds' ? `${hundredths.format(value)} s` : number.format(value);
};

/** From a hundred thousand on, cents say nothing. */
const ROUND_FROM_CENTS = 10_000_000;

/** A figure to be taken in at a glance: `$1,234.50`, `$123,456`. */
export const formatRoundly = (measured: Measured, value: number): string =>
  measured.unit === 'cents' && Math.abs(value) >= ROUND_FROM_CENTS
    ? formatMoney(value, measured.currency, { maximumFractionDigits: 0 })
    : formatValue(measured, value);

/** How much a figure changed: `+9.9 %`; undefined where it did not, or there was nothing to compare with. */
export const formatChange = (figure: Pick<ListedFigure, 'value' | 'previous'>): string | undefined => {
  const percent = changePercent(figure);
  if (percent === null || percent === 0) return undefined;
  return `${percent > 0 ? '+' : '−'}${number.format(Math.abs(percent))} %`;
};

/** A count where there is little room: `9,999`, `12.3K`. */
export const formatCountShortly = (value: number): string =>
  (value < 10_000 ? number : shortNumber).format(value);

/** An amount where there is little room: `$1.2K`. */
export const formatMoneyShortly = (cents: number, currency: string): string =>
  formatMoney(cents, currency, {
    notation: 'compact',
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });

/** Dates are formatted as what they are, without a zone: as midnights of UTC. */
const dates = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...options });
const longDay = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const longDate = dates({ day: 'numeric', month: 'long', year: 'numeric' });
const longMonth = dates({ month: 'long', year: 'numeric' });
const shortDay = dates({ day: 'numeric', month: 'short' });
const shortMonth = dates({ month: 'short', year: 'numeric' });

const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`);
const lastDate = (until: string): Date => new Date(midnight(until).getTime() - 86_400_000);

/** A period: `Sunday 22 November 2026`, `16 – 22 November 2026`, `November 2026`. */
export const formatPeriod = ({ kind, date, until }: Pick<Report, 'kind' | 'date' | 'until'>): string => {
  if (kind === 'daily') return longDay.format(midnight(date));
  return kind === 'weekly'
    ? longDate.formatRange(midnight(date), lastDate(until))
    : longMonth.format(midnight(date));
};

/** A period on the axis of a chart, where there is little room: `22 Nov`. */
export const formatPeriodShortly = (kind: ReportKind, date: string): string =>
  (kind === 'monthly' ? shortMonth : shortDay).format(midnight(date));

/** An instant in a zone: `23 November 2026 at 02:00`. */
export const formatInstant = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'long', timeStyle: 'short' }).format(
    new Date(instant),
  );

/** What people call a zone: `New York`. */
export const formatZone = (zone: string): string => zone.replace(/^.*\//, '').replaceAll('_', ' ');
