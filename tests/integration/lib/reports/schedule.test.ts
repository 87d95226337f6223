import { beforeEach, describe, expect, it } from '@jest/globals';
import { reportRepository, type ReportRepository } from '../../../../lib/reports/reports.repository.ts';
import { performReportGenerate } from '../../../../lib/reports/reports.performers.ts';
import type { ReportKind } from '../../../../lib/reports/reports.schema.ts';
import { drain } from '../../../support/drain.ts';
import { clockAt } from '../../../support/fakes.ts';
import { walk } from '../../../support/report-series.ts';
import { generateAsked, reportsOn } from '../../../support/reports.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
beforeEach(async () => {
  for (const table of ['reports', 'jobs']) await database.rows(`delete from ${table}`);
});

/** A schedule fires. @returns the dates it asked for */
const fire = async (at: string | number, kind: ReportKind = 'daily'): Promise<readonly string[]> => {
  const { reportScheduler } = reportsOn(database.db, clockAt(new Date(at).toISOString()));
  return (await reportScheduler.requestMissing(kind)).map(({ date }) => date);
};
/** The schedule that asks again for what the others did not get. @returns what it asked for */
const fireAgain = async (at: string): Promise<readonly string[]> => {
  const { reportScheduler } = reportsOn(database.db, clockAt(at));
  return (await reportScheduler.requestMissing(undefined)).map(({ kind, date }) => `${kind} ${date}`);
};
const generate = (at: string | number) => generateAsked(database.db, clockAt(new Date(at).toISOString()));
/** The same, while one date's report cannot be stored: all attempts. */
const generateBut = async (date: string, at: string): Promise<void> => {
  const broken: ReportRepository = {
    ...reportRepository,
    save: async (tx, report) => {
      if (report.date === date) throw new Error('cannot be stored');
      return reportRepository.save(tx, report);
    },
  };
  const reports = reportsOn(database.db, clockAt(at), { reports: () => broken });
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    await database.rows(`update jobs set run_at = now() where state in ('scheduled', 'retrying')`);
    await drain(database.db, [performReportGenerate], reports);
  }
};
/** The dates of the final reports, in the order in which they were made. */
const made = async (kind: ReportKind = 'daily'): Promise<readonly unknown[]> => {
  const rows = await database.rows(
    'select period_start::text as date from reports where final and kind = $1 order by generated_at, period_start',
    [kind],
  );
  return rows.map(({ date }) => date);
};

/** The instants of 02:00 and 06:00 in New York from one date until another; 02:00 is missing on the day when it does not exist. */
const firings = (
  from: string,
  until: string,
): readonly (readonly [now: number, date: string, time: string])[] => {
  const found: (readonly [number, string, string])[] = [];
  walk({ zone: 'America/New_York', from: 2026, to: 2027 }, (now, date, time) => {
    if (date >= from && date < until && (time === '02:00' || time === '06:00')) found.push([now, date, time]);
  });
  return found;
};
const daysBefore = (date: string): string =>
  new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

describe('the daily schedule', () => {
  it.each([
    ['when the clocks go forward', '2026-02-25', '2026-03-18'],
    ['when they go back', '2026-10-22', '2026-11-12'],
  ])('has one report made of each local date %s', async (_, from, until) => {
    const times = firings(from, until);
    for (const [now] of times) {
      await fire(now);
      await generate(now);
    }
    const dates = [...new Set(times.map(([, date]) => daysBefore(date)))];
    expect(await made()).toEqual(dates);
    expect(await database.value(`select count(*) from jobs where name = 'report.generate'`)).toBe(
      dates.length,
    );
  });

  it('leaves to 06:00 the day on which 02:00 does not exist', () => {
    const times = firings('2026-03-07', '2026-03-10').map(([, date, time]) => `${date} ${time}`);
    expect(times).not.toContain('2026-03-08 02:00');
    expect(times).toContain('2026-03-08 06:00');
  });

  it('asks once for what it asked for before, whether that is done or under way', async () => {
    const NOW = '2026-11-22T07:00:00Z';
    await Promise.all(Array.from({ length: 10 }, () => fire(NOW)));
    expect(await database.value('select count(*) from jobs')).toBe(1);
    await generate(NOW);
    expect(await fire(NOW)).toEqual([]);
    expect(await database.value('select count(*) from jobs')).toBe(1);
  });

  it('catches up after a day without it, oldest first', async () => {
    await fire('2026-11-18T07:00:00Z');
    await generate('2026-11-18T07:00:00Z');
    expect(await fire('2026-11-20T09:30:00Z')).toEqual(['2026-11-18', '2026-11-19']);
    const due = await database.rows(
      `select payload ->> 'date' as date from jobs join job_payloads on id = job_id where state <> 'completed' order by run_at`,
    );
    expect(due.map(({ date }) => date)).toEqual(['2026-11-18', '2026-11-19']);
    await generate('2026-11-20T09:30:00Z');
    expect(await made()).toEqual(['2026-11-17', '2026-11-18', '2026-11-19']);
  });

  it('makes final what somebody had made before the day was over', async () => {
    const clock = clockAt('2026-11-21T17:00:00Z');
    const { reportScheduler } = reportsOn(database.db, clock);
    (await reportScheduler.request({ kind: 'daily', date: '2026-11-21' }, undefined))._unsafeUnwrap();
    await generate('2026-11-21T17:00:00Z');
    expect(await fire('2026-11-22T07:00:00Z')).toEqual(['2026-11-21']);
  });

  it('has a deleted report made again', async () => {
    for (const at of ['2026-11-20T07:00:00Z', '2026-11-21T07:00:00Z', '2026-11-22T07:00:00Z']) {
      await fire(at);
      await generate(at);
    }
    await reportRepository.remove(database.db, { kind: 'daily', date: '2026-11-20' });
    expect(await fire('2026-11-22T11:00:00Z')).toEqual(['2026-11-20']);
  });

  it('is not held up by a report that cannot be made, and asks for it again', async () => {
    await fire('2026-11-18T07:00:00Z');
    await generate('2026-11-18T07:00:00Z');
    await fire('2026-11-20T07:00:00Z');
    await generateBut('2026-11-18', '2026-11-20T07:00:00Z');
    expect(await made()).toEqual(['2026-11-17', '2026-11-19']);
    expect(await fire('2026-11-21T07:00:00Z')).toEqual(['2026-11-18', '2026-11-20']);
  });
});

describe('the other schedules', () => {
  it('have one report made of each week, from Monday on', async () => {
    for (const at of ['2026-11-02T07:15:00Z', '2026-11-09T07:15:00Z', '2026-11-23T07:15:00Z']) {
      await fire(at, 'weekly');
      await generate(at);
    }
    expect(await made('weekly')).toEqual(['2026-10-26', '2026-11-02', '2026-11-09', '2026-11-16']);
  });

  it('have one report made of each month', async () => {
    for (const at of ['2026-10-01T06:30:00Z', '2026-12-01T07:30:00Z']) {
      await fire(at, 'monthly');
      await generate(at);
    }
    expect(await made('monthly')).toEqual(['2026-09-01', '2026-10-01', '2026-11-01']);
  });
});

describe('the schedule that asks again', () => {
  it('makes up the next morning for a week and a month that failed, days first', async () => {
    for (const kind of ['monthly', 'weekly', 'daily'] as const) {
      await fire('2026-05-31T11:00:00Z', kind);
      await generate('2026-05-31T11:00:00Z');
    }
    // The first of June is a Monday. Nothing came of that night.
    expect(await fireAgain('2026-06-01T10:00:00Z')).toEqual([
      'daily 2026-05-31',
      'weekly 2026-05-25',
      'monthly 2026-05-01',
    ]);
    await generate('2026-06-01T10:00:00Z');
    expect(await fireAgain('2026-06-01T10:00:00Z')).toEqual([]);
    expect(await made('monthly')).toEqual(['2026-04-01', '2026-05-01']);
  });

  it.each([
    ['daily', '2026-05-31', '2026-06-02T10:00:00Z', '2026-06-01'],
    ['weekly', '2026-05-25', '2026-06-08T10:00:00Z', '2026-06-01'],
    ['monthly', '2026-05-01', '2026-07-01T10:00:00Z', '2026-06-01'],
  ] as const)(
    'makes up for the very first %s report, which failed, also when its next period has ended',
    async (kind, first, later, next) => {
      const now = '2026-06-01T06:30:00Z';
      expect(await fire(now, kind)).toEqual([first]);
      await generateBut(first, now);
      expect(await fireAgain('2026-06-01T10:00:00Z')).toEqual([`${kind} ${first}`]);
      await generateBut(first, '2026-06-01T10:00:00Z');
      expect(await fireAgain(later)).toEqual([`${kind} ${first}`, `${kind} ${next}`]);
      await generate(later);
      expect(await made(kind)).toEqual([first, next]);
    },
  );

  it('begins no series: there is no report of the week before Strata ran', async () => {
    await fire('2026-06-03T06:00:00Z');
    await generate('2026-06-03T06:00:00Z');
    expect(await fireAgain('2026-06-03T10:00:00Z')).toEqual([]);
    expect(await database.value(`select count(*) from reports where kind <> 'daily'`)).toBe(0);
  });

  it('asks for a year of days, weeks and months at once within what a message can be delayed', async () => {
    for (const kind of ['monthly', 'weekly', 'daily'] as const) {
      await fire('2025-06-10T11:00:00Z', kind);
      await generate('2025-06-10T11:00:00Z');
    }
    expect((await fireAgain('2026-06-03T10:00:00Z')).length).toBeGreaterThan(400);
    expect(
      await database.value(`select extract(epoch from max(run_at) - min(run_at))::integer from jobs`),
    ).toBeLessThan(900);
  });
});
