import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import type { Database } from '../../lib/platform/db/database.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import type { Bench } from './benchmark.ts';

/**
 * As the ids of the application: the time first, so that they follow one another as rows do. A number gives the same id each
 * time, so that a row finds the ids of others without a join.
 */
const idFunction = `/* bench.id */
create function bench_id(at timestamptz, kind int, number bigint) returns uuid language sql immutable parallel safe as $$
  select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || lpad(to_hex(kind), 3, '0')
          || '8' || lpad(to_hex(number), 15, '0'))::uuid
$$`;

const fails = (error: Error): void => {
  throw error;
};

/**
 * A new database, filled by statements that make many rows each, vacuumed and analysed. They may use `bench_id(at, kind, number)`.
 *
 * @returns a pool of one connection to it, until the case is over
 */
export const openFilled = async (bench: Bench, statements: readonly string[]): Promise<PooledDatabase> => {
  const url = await bench.database();
  const filling = openDatabase({ url, poolSize: 1, onIdleError: fails });
  try {
    await fill(filling, statements);
  } finally {
    await filling.close();
  }
  const db = openDatabase({ url, poolSize: 1, prepares: true, onIdleError: fails });
  bench.defer(() => db.close());
  return db;
};

const fill = async (db: Database, statements: readonly string[]): Promise<void> => {
  // A pool of one: settings hold for what follows. Rows are consistent as they are made, so nothing looks their parents up.
  await db.query(
    `set statement_timeout = 0; set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'`,
  );
  await db.query(idFunction);
  const indexes = await dropIndexes(db);
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
