import { ok } from 'neverthrow';
import type { Database } from '../../lib/platform/db/database.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { withTransaction } from '../../lib/platform/db/transaction.ts';
import { startOfDate } from '../../lib/reports/reports.calendar.ts';
import { figuresRepository } from '../../lib/reports/figures.repository.ts';
import { createReportComputer } from '../../lib/reports/reports.computing.service.ts';
import { reportRepository } from '../../lib/reports/reports.repository.ts';
import type { Bench } from '../frame/benchmark.ts';
import { openFilled } from '../frame/fill.ts';
import { day, shop } from './day.ts';

export const ZONE = 'America/New_York';
export const DATE = '2026-11-21';
const BEFORE = '2026-11-20';
const AFTER = '2026-11-22';
/** The day before is there too, smaller, so that finding the day's rows is part of the work. */
const SHARE_BEFORE = 0.2;

/** A shop on the morning after a day of so many orders: filled, analysed, with the report of the day before. */
export const openShop = async (bench: Bench, orders: number): Promise<PooledDatabase> => {
  bench.say(`a day of ${orders.toLocaleString('en-US')} orders`);
  const db = await openFilled(bench, statementsFor(orders));
  await storeReportBefore(db);
  return db;
};

const statementsFor = (orders: number): readonly string[] => {
  const [dayBefore, theDay, dayAfter] = [BEFORE, DATE, AFTER].map(date => startOfDate(date, ZONE));
  if (dayBefore === undefined || theDay === undefined || dayAfter === undefined) throw new Error('no days');
  const before = { orders: orders * SHARE_BEFORE, since: dayBefore, until: theDay, size: orders };
  return [...shop(orders), ...day(before), ...day({ orders, since: theDay, until: dayAfter, size: orders })];
};

/** As the schedule has done a day earlier: then its figures are known, and only those of the day are counted. */
const storeReportBefore = async (db: Database): Promise<void> => {
  const computer = createReportComputer({ db, reports: reportRepository, reportFigures: figuresRepository });
  const computed = await computer.compute({ kind: 'daily', date: BEFORE }, ZONE, () => Promise.resolve());
  const stored = await withTransaction(db, async tx => {
    const rest = { until: DATE, zone: ZONE, final: true, generatedAt: new Date().toISOString() };
    return ok(await reportRepository.save(tx, { kind: 'daily', date: BEFORE, ...rest, ...computed }));
  });
  if (!stored.isOk() || !stored.value) throw new Error('the report of the day before is not stored');
};
