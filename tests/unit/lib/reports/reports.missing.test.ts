import { describe, expect, it } from '@jest/globals';
import { localDateAt } from '../../../../lib/reports/reports.calendar.ts';
import { endedPeriods, missingPeriods } from '../../../../lib/reports/reports.missing.ts';
import { createSeries, fireForYears, walk, zones } from '../../../support/report-series.ts';

describe('a schedule', () => {
  // Twenty years are walked in the deep test.
  it.each(zones)('in %s yields one report for each local date, oldest first, however it fires', zone => {
    const { made, dates } = fireForYears({ zone, from: 2011, to: 2013 });
    expect(made.length).toBeGreaterThan(715);
    expect(made).toEqual(dates);
  });

  it('makes no report of a date that Samoa never had', () => {
    const series = createSeries('daily', 'Pacific/Apia');
    for (const date of ['29', '30', '31']) series.fire(Date.parse(`2011-12-${date}T23:00:00Z`));
    expect(series.made).toEqual(['2011-12-28', '2011-12-29', '2011-12-31']);
  });

  it.each([
    ['weekly', (date: string) => new Date(`${date}T00:00:00Z`).getUTCDay() === 1],
    ['monthly', (date: string) => date.endsWith('-01')],
  ] as const)('yields one %s report a period', (kind, starts) => {
    const zone = 'America/New_York';
    const series = createSeries(kind, zone);
    const dates = walk({ zone, from: 2025, to: 2027 }, (now, date, time) => {
      if (time === '03:30' && starts(date)) series.fire(now);
    });
    const expected = dates.filter(starts);
    expect(series.made).toEqual(expected.slice(expected.indexOf(series.made[0] ?? ''), -1));
    expect(series.made.length).toBeGreaterThan(kind === 'weekly' ? 100 : 23);
  });
});

describe('missing reports', () => {
  const NOW = new Date('2026-11-22T07:00:00Z');
  const ended = endedPeriods('daily', 'America/New_York', NOW, 5);

  it('are looked for among the periods that are over', () => {
    expect(ended.map(({ date }) => date)).toEqual([
      '2026-11-17',
      '2026-11-18',
      '2026-11-19',
      '2026-11-20',
      '2026-11-21',
    ]);
  });

  it.each([
    ['only the latest where there is none yet', [], [], ['2026-11-21']],
    ['those since the first there is', ['2026-11-19'], [], ['2026-11-20', '2026-11-21']],
    ['those between two', ['2026-11-18', '2026-11-21'], [], ['2026-11-19', '2026-11-20']],
    ['those since the first that failed', ['2026-11-20'], ['2026-11-19'], ['2026-11-19', '2026-11-21']],
    [
      'those since the first there is, before one that failed',
      ['2026-11-20'],
      ['2026-11-21'],
      ['2026-11-21'],
    ],
    ['none when all are there, though one failed at first', ['2026-11-20', '2026-11-21'], ['2026-11-20'], []],
  ])('are %s', (_, done, failed, expected) => {
    expect(missingPeriods(ended, done, failed).map(({ date }) => date)).toEqual(expected);
  });

  it('do not include a day that only just ended: its last requests are under way', () => {
    const [latest] = endedPeriods('daily', 'America/New_York', new Date('2026-11-22T05:00:30Z'), 1);
    expect(latest?.date).toBe('2026-11-20');
    expect(localDateAt(new Date('2026-11-22T05:00:30Z'), 'America/New_York')).toBe('2026-11-22');
  });
});
