import type { ReportKey, ReportKind } from './reports.schema.ts';

/** Dates are text such as `2026-11-22`: they have no zone and no daylight saving, and sort as they follow. */

/**
 * The date in a time zone at an instant.
 *
 * @throws RangeError for a zone that does not exist
 */
export const localDateAt = (instant: Date, zone: string): string =>
  // The Swedish locale writes dates as ISO 8601 does.
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(instant);

const MILLISECONDS_PER_DAY = 86_400_000;
const DAYS_PER_WEEK = 7;

const midnight = (date: string): Date => new Date(`${date}T00:00:00Z`);
const dateOf = (instant: Date): string => instant.toISOString().slice(0, 10);
const addDays = (date: string, days: number): string =>
  dateOf(new Date(midnight(date).getTime() + days * MILLISECONDS_PER_DAY));
const addMonths = (date: string, months: number): string => {
  const start = midnight(date);
  return dateOf(new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1)));
};
/** 0 for Monday. */
const weekday = (date: string): number => (midnight(date).getUTCDay() + 6) % DAYS_PER_WEEK;

/** The first date of the period that holds a date. */
export const periodStart = (kind: ReportKind, date: string): string => {
  if (kind === 'daily') return date;
  return kind === 'weekly' ? addDays(date, -weekday(date)) : addMonths(date, 0);
};

const shifted = (kind: ReportKind, start: string, periods: number): string => {
  if (kind === 'monthly') return addMonths(start, periods);
  return addDays(start, kind === 'weekly' ? periods * DAYS_PER_WEEK : periods);
};

/** The first date after a period. */
export const periodEnd = ({ kind, date }: ReportKey): string => shifted(kind, date, 1);

/** The period before a period. */
export const periodBefore = ({ kind, date }: ReportKey): ReportKey => ({
  kind,
  date: shifted(kind, date, -1),
});

/** The latest period that was over before a date began. */
export const lastEnded = (kind: ReportKind, today: string): ReportKey =>
  periodBefore({ kind, date: periodStart(kind, today) });

/** The periods from one to another, both included, in their order. */
export const periodsBetween = (kind: ReportKind, first: string, last: string): readonly ReportKey[] => {
  const periods: ReportKey[] = [];
  for (let date = first; date <= last; date = shifted(kind, date, 1)) periods.push({ kind, date });
  return periods;
};
