import type { ReportKey, ReportKind } from './reports.schema.ts';

/**
 * Dates are text such as `2026-11-22`: they sort as they follow. When one begins is for its time zone to say, and only here is the zone
 * asked: the database gets instants, so no other copy of the zone's rules decides where a row belongs.
 */

const MILLISECONDS_PER_SECOND = 1000;
const MILLISECONDS_PER_HOUR = 3_600_000;
const MILLISECONDS_PER_DAY = 24 * MILLISECONDS_PER_HOUR;
const DAYS_PER_WEEK = 7;

/**
 * How long a period has been over before its figures are final: no request lives this long, so every row with a time in the
 * period is committed by then.
 */
const SETTLING_MILLISECONDS = 120_000;

const formats = new Map<string, Intl.DateTimeFormat>();
const formatOf = (zone: string): Intl.DateTimeFormat => {
  // The Swedish locale writes dates as ISO 8601 does.
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format;
};

/**
 * The date in a time zone at an instant.
 *
 * @throws RangeError for a zone that does not exist
 */
export const localDateAt = (instant: Date, zone: string): string => formatOf(zone).format(instant);

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

/** Local midnights lie this far around that of UTC: the zones reach from 12 hours behind to 14 ahead, and one may skip a day. */
const EARLIEST_HOURS = -15;
const LATEST_HOURS = 39;

/**
 * The instant at which a date begins: the first whose local date is this one or a later one. So it is right where midnight
 * does not exist or comes twice, and a date that a zone left out begins and ends at once.
 */
export const startOfDate = (date: string, zone: string): Date => {
  let before = midnight(date).getTime() + EARLIEST_HOURS * MILLISECONDS_PER_HOUR;
  let after = midnight(date).getTime() + LATEST_HOURS * MILLISECONDS_PER_HOUR;
  while (after - before > MILLISECONDS_PER_SECOND) {
    const middle = Math.floor((before + after) / 2 / MILLISECONDS_PER_SECOND) * MILLISECONDS_PER_SECOND;
    if (localDateAt(new Date(middle), zone) < date) before = middle;
    else after = middle;
  }
  return new Date(after);
};

/** The first date of the period that holds a date. */
export const periodStart = (kind: ReportKind, date: string, zone: string): string => {
  if (kind === 'daily') return localDateAt(startOfDate(date, zone), zone);
  return kind === 'weekly' ? addDays(date, -weekday(date)) : addMonths(date, 0);
};

/** The first date after a period. */
export const periodEnd = ({ kind, date }: ReportKey, zone: string): string => {
  if (kind === 'daily') return periodStart(kind, addDays(date, 1), zone);
  return kind === 'weekly' ? addDays(date, DAYS_PER_WEEK) : addMonths(date, 1);
};

/** The period before a period. */
export const periodBefore = ({ kind, date }: ReportKey, zone: string): ReportKey => {
  if (kind === 'daily')
    return { kind, date: localDateAt(new Date(startOfDate(date, zone).getTime() - 1), zone) };
  return { kind, date: kind === 'weekly' ? addDays(date, -DAYS_PER_WEEK) : addMonths(date, -1) };
};

/** Whether nothing can be added to a period any more. */
export const isOver = (key: ReportKey, zone: string, now: Date): boolean =>
  startOfDate(periodEnd(key, zone), zone).getTime() + SETTLING_MILLISECONDS <= now.getTime();
