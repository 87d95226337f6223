import { endedPeriods, missingPeriods } from '../../lib/reports/reports.missing.ts';
import type { ReportKind } from '../../lib/reports/reports.schema.ts';
import { randomOf } from './random.ts';

/** Schedules that fire through years of local time. */

export const zones = [
  'America/New_York',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  // Skipped 30 December 2011.
  'Pacific/Apia',
  // Moved the clock at midnight, until 2019.
  'America/Sao_Paulo',
  // Has midnight twice on one day a year.
  'America/Havana',
] as const;

const HALF_HOUR = 1_800_000;
const DAY = 48 * HALF_HOUR;
/** The first reports are of dates that the walk has passed. */
const LEAD = 70 * DAY;
/** All that a walk may have been down for, with room. */
const LOOKED_BACK: Readonly<Record<ReportKind, number>> = { daily: 9, weekly: 4, monthly: 3 };

export interface Years {
  readonly zone: string;
  readonly from: number;
  /** Without it. */
  readonly to: number;
}

/** Walks through years of a zone, half an hour at a time. @returns its dates, also those shortly before */
export const walk = (
  { zone, from, to }: Years,
  visit: (now: number, date: string, time: string) => void,
): readonly string[] => {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  const first = Date.UTC(from, 0, 1);
  const dates: string[] = [];
  for (let now = first - LEAD; now < Date.UTC(to, 0, 1); now += HALF_HOUR) {
    const [date = '', time = ''] = format.format(now).split(' ');
    if (date !== dates.at(-1)) dates.push(date);
    if (now >= first) visit(now, date, time);
  }
  return dates;
};

/** What a schedule leaves behind: each time it fires, it has made what was missing then. */
export const createSeries = (kind: ReportKind, zone: string) => {
  const made: string[] = [];
  return {
    made,
    /** @returns what it made this time */
    fire: (now: number): readonly string[] => {
      const ended = endedPeriods(kind, zone, new Date(now), LOOKED_BACK[kind]);
      const done = made.slice(-20).filter(date => date >= (ended[0]?.date ?? ''));
      const missing = missingPeriods(ended, done).map(({ date }) => date);
      made.push(...missing);
      return missing;
    },
  };
};

/**
 * A daily schedule as it fires in the world: at 02:00, where and when that exists; late by up to an hour, twice, or after
 * having been down for up to six days, now and then.
 *
 * @returns the dates it made reports of, and all that there were from the first of those until the last
 */
export const fireForYears = (
  years: Years,
): { readonly made: readonly string[]; readonly dates: readonly string[] } => {
  const { next } = randomOf(20);
  const { made, fire } = createSeries('daily', years.zone);
  let downUntil = 0;
  let isUp = true;
  const dates = walk(years, (now, _, time) => {
    if (time !== '02:00' && (time !== '06:00' || next() < 0.8)) return;
    if (isUp && next() < 0.01) downUntil = now + next() * 6 * DAY;
    isUp = now >= downUntil;
    if (!isUp) return;
    fire(now + (next() < 0.1 ? next() * 2 * HALF_HOUR : 0));
    if (next() < 0.1) fire(now);
  });
  const first = dates.indexOf(made[0] ?? '');
  return { made, dates: dates.slice(first, first + made.length) };
};
