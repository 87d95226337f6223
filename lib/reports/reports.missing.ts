import { isOver, localDateAt, periodBefore, periodStart } from './reports.calendar.ts';
import type { ReportKey, ReportKind } from './reports.schema.ts';

/** Missing reports are caught up this many periods back: about a year. */
export const CATCH_UP: Readonly<Record<ReportKind, number>> = { daily: 366, weekly: 53, monthly: 12 };

/** The latest periods of a kind that are over, oldest first. */
export const endedPeriods = (
  kind: ReportKind,
  zone: string,
  now: Date,
  count: number,
): readonly ReportKey[] => {
  let key: ReportKey = { kind, date: periodStart(kind, localDateAt(now, zone), zone) };
  while (!isOver(key, zone, now)) key = periodBefore(key, zone);
  const ended = [key];
  while (ended.length < count) {
    key = periodBefore(key, zone);
    ended.push(key);
  }
  return ended.reverse();
};

/**
 * The ended periods whose report is missing, oldest first: from the first on that has one or whose report failed, so
 * that nothing is made of the time before Strata ran. Where there is none yet, the latest period begins the series.
 *
 * @param done the first dates of those that have their final report, in order
 * @param failed the first dates of those whose report was asked for and could not be made, in order
 */
export const missingPeriods = (
  ended: readonly ReportKey[],
  done: readonly string[],
  failed: readonly string[] = [],
): readonly ReportKey[] => {
  const [first = ended.at(-1)?.date ?? ''] = [...done.slice(0, 1), ...failed.slice(0, 1)].sort();
  const made = new Set(done);
  return ended.filter(({ date }) => date >= first && !made.has(date));
};
