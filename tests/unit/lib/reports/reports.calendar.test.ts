import { describe, expect, it } from '@jest/globals';
import {
  isOver,
  localDateAt,
  periodBefore,
  periodEnd,
  periodStart,
  startOfDate,
} from '../../../../lib/reports/reports.calendar.ts';
import { randomOf } from '../../../support/random.ts';
import { zones } from '../../../support/report-series.ts';

const NEW_YORK = 'America/New_York';
const startOf = (date: string, zone: string): string => startOfDate(date, zone).toISOString();

describe('the start of a date', () => {
  it.each([
    ['of a day with 24 hours', '2026-11-22', NEW_YORK, '2026-11-22T05:00:00.000Z'],
    ['of the day that loses an hour', '2026-03-08', NEW_YORK, '2026-03-08T05:00:00.000Z'],
    ['after the day that lost an hour', '2026-03-09', NEW_YORK, '2026-03-09T04:00:00.000Z'],
    ['after the day that gained an hour', '2026-11-02', NEW_YORK, '2026-11-02T05:00:00.000Z'],
    ['at half past an hour of UTC', '2026-11-22', 'Asia/Kolkata', '2026-11-21T18:30:00.000Z'],
    [
      'where the clock moves by half an hour',
      '2026-04-06',
      'Australia/Lord_Howe',
      '2026-04-05T13:30:00.000Z',
    ],
    ['at 01:00 where midnight does not exist', '2017-10-15', 'America/Sao_Paulo', '2017-10-15T03:00:00.000Z'],
    ['at the first of two midnights', '2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
    [
      'of the date that Samoa skipped: that of the next',
      '2011-12-30',
      'Pacific/Apia',
      '2011-12-30T10:00:00.000Z',
    ],
    ['of the date after that', '2011-12-31', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['farthest ahead of UTC', '2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00:00.000Z'],
    ['farthest behind UTC', '2026-11-22', 'Etc/GMT+12', '2026-11-22T12:00:00.000Z'],
  ])('%s', (_, date, zone, expected) => {
    expect(startOf(date, zone)).toBe(expected);
  });

  it.each(zones)('in %s divides the instants as its clocks do', zone => {
    const { below } = randomOf(7);
    for (let count = 0; count < 1000; count += 1) {
      const instant = new Date(Date.UTC(2007, 0, 1) + below(20 * 365) * 86_400_000 + below(86_400_000));
      const date = localDateAt(instant, zone);
      const { date: before } = periodBefore({ kind: 'daily', date }, zone);
      expect(startOfDate(date, zone) <= instant).toBe(true);
      expect(instant < startOfDate(periodEnd({ kind: 'daily', date }, zone), zone)).toBe(true);
      expect(periodEnd({ kind: 'daily', date: before }, zone)).toBe(date);
    }
  });

  it('is not known in a zone that does not exist', () => {
    expect(() => localDateAt(new Date(0), 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('a period', () => {
  it.each([
    ['daily', '2026-11-22', '2026-11-22', '2026-11-23', '2026-11-21'],
    ['daily', '2024-02-29', '2024-02-29', '2024-03-01', '2024-02-28'],
    ['daily', '2027-01-01', '2027-01-01', '2027-01-02', '2026-12-31'],
    ['weekly', '2026-11-22', '2026-11-16', '2026-11-23', '2026-11-09'],
    ['weekly', '2026-11-23', '2026-11-23', '2026-11-30', '2026-11-16'],
    // ISO 8601: the week of 1 January 2027 begins in the year before.
    ['weekly', '2027-01-01', '2026-12-28', '2027-01-04', '2026-12-21'],
    ['monthly', '2026-11-22', '2026-11-01', '2026-12-01', '2026-10-01'],
    ['monthly', '2026-01-31', '2026-01-01', '2026-02-01', '2025-12-01'],
    ['monthly', '2024-02-29', '2024-02-01', '2024-03-01', '2024-01-01'],
  ] as const)(
    '%s that holds %s runs from %s until before %s, after that of %s',
    (kind, date, start, end, before) => {
      expect(periodStart(kind, date, NEW_YORK)).toBe(start);
      expect(periodEnd({ kind, date: start }, NEW_YORK)).toBe(end);
      expect(periodBefore({ kind, date: start }, NEW_YORK)).toEqual({ kind, date: before });
    },
  );

  it('leaves out a date that a zone left out', () => {
    const zone = 'Pacific/Apia';
    expect(periodStart('daily', '2011-12-30', zone)).toBe('2011-12-31');
    expect(periodEnd({ kind: 'daily', date: '2011-12-29' }, zone)).toBe('2011-12-31');
    expect(periodBefore({ kind: 'daily', date: '2011-12-31' }, zone).date).toBe('2011-12-29');
    // That week had six days.
    expect(startOf('2011-12-26', zone)).toBe('2011-12-26T10:00:00.000Z');
    expect(periodEnd({ kind: 'weekly', date: '2011-12-26' }, zone)).toBe('2012-01-02');
  });

  it.each([
    ['just before its end', '2026-11-23T04:59:59.999Z', false],
    ['just after, when requests of it are still under way', '2026-11-23T05:01:59.999Z', false],
    ['two minutes after', '2026-11-23T05:02:00.000Z', true],
  ])('is over %s: %s is %s', (_, now, expected) => {
    expect(isOver({ kind: 'daily', date: '2026-11-22' }, NEW_YORK, new Date(now))).toBe(expected);
  });
});
