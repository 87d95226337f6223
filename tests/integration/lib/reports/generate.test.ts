import { beforeEach, describe, expect, it } from '@jest/globals';
import { reportRepository } from '../../../../lib/reports/reports.repository.ts';
import { performReportGenerate } from '../../../../lib/reports/reports.performers.ts';
import type { ReportKey } from '../../../../lib/reports/reports.schema.ts';
import { createUser } from '../../../support/builders.ts';
import { drain } from '../../../support/drain.ts';
import { clockAt } from '../../../support/fakes.ts';
import { insertOrder } from '../../../support/report-rows.ts';
import { generateAsked, generateReport, reportsOn } from '../../../support/reports.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
beforeEach(async () => {
  for (const table of ['reports', 'emails', 'jobs', 'order_events', 'orders'])
    await database.rows(`delete from ${table}`);
});

const day: ReportKey = { kind: 'daily', date: '2026-11-20' };
const DURING = '2026-11-20T17:00:00.000Z';
const AFTER = '2026-11-21T07:00:00.000Z';

const placeOrder = async (at: string): Promise<void> => {
  const by = await createUser(database.db);
  await insertOrder(database.db, { by, at, trail: ['pending'], items: [] });
};
const jobCount = () => database.value(`select count(*) from jobs where name = 'report.generate'`);
const mailCount = () => database.value('select count(*) from emails');

describe('having a report generated', () => {
  it('makes one report, however often and at once it is asked for', async () => {
    const { reportScheduler } = reportsOn(database.db, clockAt(AFTER));
    const asked = await Promise.all(
      Array.from({ length: 20 }, () => reportScheduler.request(day, undefined)),
    );
    expect(asked.filter(result => result._unsafeUnwrap().jobId !== null)).toHaveLength(1);
    expect(await jobCount()).toBe(1);
    await generateAsked(database.db, clockAt(AFTER));
    expect(await database.value('select count(*) from reports')).toBe(1);
  });

  it('keeps apart a day, a week and a month that begin on one date', async () => {
    const clock = clockAt('2026-07-01T12:00:00Z');
    // A Monday and a first.
    for (const kind of ['daily', 'weekly', 'monthly'] as const)
      await generateReport(database.db, clock, { kind, date: '2026-06-01' });
    const rows = await database.rows(
      'select kind, period_end::text as until, final from reports order by kind',
    );
    expect(rows).toEqual([
      { kind: 'daily', until: '2026-06-02', final: true },
      { kind: 'monthly', until: '2026-07-01', final: true },
      { kind: 'weekly', until: '2026-06-08', final: true },
    ]);
  });

  it('computes a provisional report anew each time, and mails nothing', async () => {
    await createUser(database.db, { role: 'admin' });
    await placeOrder(DURING);
    const first = await generateReport(database.db, clockAt(DURING), day);
    await placeOrder(DURING);
    const second = await generateReport(database.db, clockAt('2026-11-20T18:00:00.000Z'), day);
    expect(first).toMatchObject({ final: false, generatedAt: DURING, figures: { orders: { placed: 1 } } });
    expect(second).toMatchObject({ final: false, figures: { orders: { placed: 2 } } });
    expect(await mailCount()).toBe(0);
  });

  it('makes a provisional report final once its period is over', async () => {
    await generateReport(database.db, clockAt(DURING), day);
    expect(await generateReport(database.db, clockAt(AFTER), day)).toMatchObject({ final: true });
  });

  it('never writes a final report again, nor mails it', async () => {
    await createUser(database.db, { role: 'admin' });
    await placeOrder(DURING);
    const first = await generateReport(database.db, clockAt(AFTER), day);
    const mails = await mailCount();
    await placeOrder(DURING);
    expect(await generateReport(database.db, clockAt('2026-11-22T12:00:00Z'), day)).toEqual(first);
    expect(await mailCount()).toBe(mails);
  });

  it('writes a final report once when several are saved at once', async () => {
    const report = await generateReport(database.db, clockAt(AFTER), day);
    await database.rows('delete from reports');
    const saved = await Promise.all(
      Array.from({ length: 10 }, () => reportRepository.save(database.db, report)),
    );
    expect(saved.filter(Boolean)).toHaveLength(1);
  });

  it('calls nothing final that was counted before the end, however long the counting took', async () => {
    const clock = clockAt('2026-11-21T04:59:59.000Z');
    const { reportScheduler, reportService } = reportsOn(database.db, clock);
    (await reportScheduler.request(day, undefined))._unsafeUnwrap();
    const slow = observe(database.db, name => {
      if (name === 'reports.order_figures') clock.set(AFTER);
    });
    await drain(database.db, [performReportGenerate], reportsOn(slow.db, clock));
    expect((await reportService.get(day))._unsafeUnwrap().final).toBe(false);
  });
});

describe('the figures of the period before', () => {
  const before: ReportKey = { kind: 'daily', date: '2026-11-19' };

  it('are computed where there is no report of it', async () => {
    await placeOrder('2026-11-19T17:00:00.000Z');
    expect((await generateReport(database.db, clockAt(AFTER), day)).previous.orders.placed).toBe(1);
  });

  it('are those of its final report, whatever has become of the rows since', async () => {
    await placeOrder('2026-11-19T17:00:00.000Z');
    await generateReport(database.db, clockAt(AFTER), before);
    await database.rows('delete from order_events');
    await database.rows('delete from orders');
    expect((await generateReport(database.db, clockAt(AFTER), day)).previous.orders.placed).toBe(1);
  });

  it.each([
    ['a provisional report', 'final = false'],
    ['one made when the days were divided elsewhere', `zone = 'Europe/Berlin'`],
  ])('are not taken from %s', async (_, change) => {
    await generateReport(database.db, clockAt(AFTER), before);
    await database.rows(`update reports set ${change}`);
    await placeOrder('2026-11-19T17:00:00.000Z');
    expect((await generateReport(database.db, clockAt(AFTER), day)).previous.orders.placed).toBe(1);
  });
});

describe('jobs of a longer period', () => {
  it('are added up from its days, whose rows may be pruned by then', async () => {
    const clock = clockAt(AFTER);
    const report = await generateReport(database.db, clock, day);
    const jobs = { completed: 1000, failed: 7, waitSeconds: null };
    for (const date of ['2026-11-09', '2026-11-15'])
      await reportRepository.save(database.db, {
        ...report,
        date,
        until: date,
        figures: { ...report.figures, jobs },
      });
    const week = await generateReport(database.db, clock, { kind: 'weekly', date: '2026-11-09' });
    expect(week.figures.jobs).toMatchObject({ completed: 2000, failed: 14 });
  });
});

describe('the job of a report', () => {
  it('shows how far it has come while it works', async () => {
    const seen: unknown[] = [];
    (await reportsOn(database.db, clockAt(AFTER)).reportScheduler.request(day, undefined))._unsafeUnwrap();
    const watched = observe(database.db, async name => {
      if (name.endsWith('_figures') || name === 'reports.save')
        seen.push(await database.value(`select progress from jobs where name = 'report.generate'`));
    });
    await drain(database.db, [performReportGenerate], reportsOn(watched.db, clockAt(AFTER)));
    expect(seen).toHaveLength(11);
    expect(seen.slice(1)).toEqual([...seen.slice(1)].sort());
    expect(seen.at(-1)).toBeCloseTo(0.9);
    expect(new Set(seen).size).toBe(11);
  });

  it('says in its result what it made', async () => {
    await generateReport(database.db, clockAt(AFTER), day);
    expect(
      await database.value(
        `select result from job_payloads join jobs on id = job_id where name = 'report.generate'`,
      ),
    ).toEqual({
      ...day,
      final: true,
      isNew: true,
    });
  });
});

describe('the mail of a report', () => {
  const readers = () =>
    database.rows(`select role, template from emails join users on users.id = user_id order by role`);

  it('goes to every administrator, and nobody else, when the report is final', async () => {
    await database.rows('update users set role = $1', ['user']);
    await createUser(database.db, { role: 'admin' });
    await createUser(database.db, { role: 'admin' });
    await createUser(database.db);
    await generateReport(database.db, clockAt(AFTER), day);
    const mail = { role: 'admin', template: 'report' };
    expect(await readers()).toEqual([mail, mail]);
    expect(await database.value(`select count(*) from jobs where name = 'email.send'`)).toBe(2);
  });

  it('is not written for a period of more than a week ago, which is for those who look for it', async () => {
    await createUser(database.db, { role: 'admin' });
    await generateReport(database.db, clockAt('2026-11-28T05:00:00Z'), day);
    expect(await readers()).toEqual([]);
  });
});
