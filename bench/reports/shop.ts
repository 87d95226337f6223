import { ok } from 'neverthrow';
import type { Database } from '../../lib/platform/db/database.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { withTransaction } from '../../lib/platform/db/transaction.ts';
import { startOfDate } from '../../lib/reports/reports.calendar.ts';
import { createReportComputer } from '../../lib/reports/reports.computing.service.ts';
import { reportRepository } from '../../lib/reports/reports.repository.ts';
import type { Bench } from '../frame/benchmark.ts';
import { day, idFunction, shop } from './day.ts';

export const ZONE = 'America/New_York';
export const DATE = '2026-11-21';
const BEFORE = '2026-11-20';
const AFTER = '2026-11-22';
/** The day before is there too, smaller, so that finding the day's rows is part of the work. */
const SHARE_BEFORE = 0.2;

/** A shop on the morning after a day of so many orders: filled, analysed, with the report of the day before. */
export const openShop = async (bench: Bench, orders: number): Promise<PooledDatabase> => {
  const url = await bench.database();
  const fails = (error: Error): void => {
    throw error;
  };
  const filling = openDatabase({ url, poolSize: 1, onIdleError: fails });
  try {
    bench.say(`a day of ${orders.toLocaleString('en-US')} orders`);
    await fill(filling, orders);
  } finally {
    await filling.close();
  }
  const db = openDatabase({ url, poolSize: 1, onIdleError: fails });
  bench.defer(() => db.close());
  await storeReportBefore(db);
  return db;
};

const fill = async (db: Database, orders: number): Promise<void> => {
  const [dayBefore, theDay, dayAfter] = [BEFORE, DATE, AFTER].map(date => startOfDate(date, ZONE));
  if (dayBefore === undefined || theDay === undefined || dayAfter === undefined) throw new Error('no days');
  // A pool of one: settings hold for what follows. Rows are consistent as they are made, so nothing looks their parents up.
  await db.query(
    `set statement_timeout = 0; set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
  );
  await db.query(idFunction);
  const indexes = await dropIndexes(db);
  const before = { orders: orders * SHARE_BEFORE, since: dayBefore, until: theDay, size: orders };
  const statements = [
    ...shop(orders),
    ...day(before),
    ...day({ orders, since: theDay, until: dayAfter, size: orders }),
  ];
  for (const statement of statements) await db.query(`/* bench.fill */ ${statement}`);
  for (const index of indexes) await db.query(index);
  await db.query('vacuum analyze');
};

/** Making an index of rows that are there is several times faster than keeping it while they come. @returns how to make them */
const dropIndexes = async (db: Database): Promise<readonly string[]> => {
  const found = await db.query(
    `/* bench.indexes */
     select indexname as name, indexdef as definition from pg_indexes
      where schemaname = 'public' and indexdef not like 'CREATE UNIQUE%' order by indexname`,
  );
  for (const { name } of found) await db.query(`drop index ${String(name)}`);
  return found.map(({ definition }) => String(definition));
};

/** As the schedule has done a day earlier: then its figures are known, and only those of the day are counted. */
const storeReportBefore = async (db: Database): Promise<void> => {
  const computer = createReportComputer({ db, reports: reportRepository });
  const computed = await computer.compute({ kind: 'daily', date: BEFORE }, ZONE, () => Promise.resolve());
  const stored = await withTransaction(db, async tx => {
    const rest = { until: DATE, zone: ZONE, final: true, generatedAt: new Date().toISOString() };
    return ok(await reportRepository.save(tx, { kind: 'daily', date: BEFORE, ...rest, ...computed }));
  });
  if (!stored.isOk() || !stored.value) throw new Error('the report of the day before is not stored');
};
