import { afterAll, beforeAll } from '@jest/globals';
import type { Row } from '../../lib/platform/db/database.ts';
import type { PooledDatabase } from '../../lib/platform/db/driver.ts';
import { openDatabase } from '../../lib/platform/db/pg-driver.ts';
import { closeSharedDatabase } from '../../lib/platform/db/shared-database.ts';
import { startDatabaseRoute, type DatabaseRoute } from './database-routes.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { secretFormsInTables } from './secret-forms.ts';

/** Enough for a test that has many transactions open at once, few enough for three workers on one Postgres. */
const POOL_SIZE = 30;

/** The database of one test file, open from before its first test until after its last. */
export interface OpenTestDatabase {
  readonly db: PooledDatabase;
  /** A direct connection, whatever the way of `db`. */
  readonly url: string;
  /** Runs a statement of the test's own and returns its rows. */
  rows(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Another pool, direct, with settings of its own, such as `-c lock_timeout=50`; closed with the first. */
  open(settings: string): PooledDatabase;
  /** The only column of the only row of a statement. */
  value(text: string, values?: readonly unknown[]): Promise<unknown>;
}

interface Opened {
  readonly database: TestDatabase;
  readonly route: DatabaseRoute;
  readonly db: PooledDatabase;
}

/** Call it at the top of a test file: a migrated database of its own, with a pool. No secret may lie in it in the end. */
export const useDatabase = (poolSize = POOL_SIZE): OpenTestDatabase => {
  let opened: Opened | undefined;
  const current = () => {
    if (opened === undefined) throw new Error('the database is open while tests run, not before');
    return opened;
  };
  const onIdleError = () => undefined;
  beforeAll(async () => {
    const database = await createTestDatabase();
    const route = await startDatabaseRoute(database.url, poolSize);
    opened = { database, route, db: route.open({ url: route.url, poolSize, onIdleError }) };
  });
  const others: PooledDatabase[] = [];
  afterAll(async () => {
    // The pool of the functions that were called. A connection of it that is still in use ends with the database.
    const closing = closeSharedDatabase();
    const secrets = await secretFormsInTables(current().db);
    await Promise.all([current().db, ...others].map(db => db.close()));
    await current().route.stop();
    await current().database.drop();
    await closing;
    if (secrets.length > 0) throw new Error(`the tests left secrets in the clear: ${secrets.join(', ')}`);
  });
  const rows = (text: string, values?: readonly unknown[]) => current().db.query(text, values);
  return {
    get db() {
      return current().db;
    },
    get url() {
      return current().database.url;
    },
    rows,
    open: settings => {
      const url = `${current().database.url}?options=${encodeURIComponent(settings)}`;
      const other = openDatabase({ url, poolSize, onIdleError });
      others.push(other);
      return other;
    },
    value: async (text, values) => {
      const [row, ...more] = (await rows(text, values)).map(found => Object.values(found));
      if (row?.length !== 1 || more.length > 0) throw new Error(`not one row of one column: ${text}`);
      return row[0];
    },
  };
};
