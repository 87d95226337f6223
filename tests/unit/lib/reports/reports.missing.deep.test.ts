import { describe, expect, it } from '@jest/globals';
import { periodEnd, periodStart, startOfDate } from '../../../../lib/reports/reports.calendar.ts';
import { createSeries, fireForYears, walk, zones } from '../../../support/report-series.ts';

const years = { from: 2007, to: 2027 } as const;
const LIMIT_MILLISECONDS = 120_000;

describe('twenty years of a schedule', () => {
  it.each(zones)(
    'in %s yield one report for each local date, oldest first, however it fires',
    zone => {
      const { made, dates } = fireForYears({ zone, ...years });
      expect(made.length).toBeGreaterThan(7295);
      expect(made).toEqual(dates);
    },
    LIMIT_MILLISECONDS,
  );

  it.each(['weekly', 'monthly'] as const)(
    'yield one report for each %s period, none of them before its end',
    kind => {
      for (const zone of zones) {
        const { made, fire } = createSeries(kind, zone);
        const dates = walk({ zone, ...years }, (now, date, time) => {
          // Every day: most of them find nothing to do.
          if (time !== '02:00') return;
          for (const first of fire(now)) expect(periodEnd({ kind, date: first }, zone) <= date).toBe(true);
        });
        const periods = [...new Set(dates.map(date => periodStart(kind, date, zone)))];
        const first = periods.indexOf(made[0] ?? '');
        expect(made).toEqual(periods.slice(first, first + made.length));
        expect(made.length).toBeGreaterThan(kind === 'weekly' ? 1040 : 237);
      }
    },
    LIMIT_MILLISECONDS,
  );
});

describe('twenty years of hours', () => {
  it.each(zones)(
    'in %s fall each into the one day that the calendar gives to its local date',
    zone => {
      let day = { date: '', since: 0, until: 0 };
      const dates: string[] = [];
      walk({ zone, ...years }, (now, date) => {
        if (date !== day.date) {
          dates.push(date);
          const until = startOfDate(periodEnd({ kind: 'daily', date }, zone), zone).getTime();
          day = { date, since: startOfDate(date, zone).getTime(), until };
        }
        if (now < day.since || now >= day.until)
          throw new Error(`${new Date(now).toISOString()} is on ${date}, and not in its day`);
      });
      // Each date once: none comes back when a clock is put back.
      expect(dates).toEqual([...new Set(dates)].sort());
      expect(dates.length).toBeGreaterThan(7300);
    },
    LIMIT_MILLISECONDS,
  );
});
