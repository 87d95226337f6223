import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** The environment variable that tells the workers where the Postgres of this run is. */
export const POSTGRES_URL = 'STRATA_TEST_POSTGRES_URL';

const TEMPLATE = 'strata_template';
/** SQLSTATE object_in_use: autovacuum is looking at the template just now. */
const OBJECT_IN_USE = '55006';
const CLONE_ATTEMPTS = 5;

/** A migrated database that belongs to one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, ending the connections that are still open. */
  drop(): Promise<void>;
}

/**
 * A fresh database with the schema of `migrations/` and no rows: a clone of the template, some 30 ms. Several at once are
 * safe, from any number of workers.
 *
 * Create it in `beforeAll` and `drop()` it in `afterAll`. A test that commits sees nobody else's rows, and needs no
 * cleaning up between files.
 */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdministrator(async admin => {
    await clone(admin, name);
    await copySettings(admin, name);
  });
  return {
    url: urlOf(name),
    drop: async () => {
      await asAdministrator(admin => admin.query(`drop database if exists ${name} with (force)`));
    },
  };
};

/** Creates the template, has it migrated once, then closes it to connections, which would stand in a clone's way. */
export const createTemplate = async (migrateDatabase: (name: string) => Promise<unknown>): Promise<void> => {
  await asAdministrator(admin => admin.query(`create database ${TEMPLATE}`));
  await migrateDatabase(TEMPLATE);
  await asAdministrator(admin => admin.query(`alter database ${TEMPLATE} with allow_connections false`));
};

const clone = async (admin: pg.Client, name: string): Promise<void> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await admin.query(`create database ${name} template ${TEMPLATE}`);
      return;
    } catch (error) {
      const inUse = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
      if (!inUse || attempt === CLONE_ATTEMPTS) throw error;
      await sleep(100 * attempt);
    }
  }
};

/**
 * `alter role ... in database ... set` belongs to the database's name, not its content: a clone starts without the
 * time-outs that the first migration sets, and tests of them would pass on anything.
 */
const copySettings = async (admin: pg.Client, name: string): Promise<void> => {
  const { rows } = await admin.query<{ statement: string }>(
    `/* settings.copy */
     select format('alter role %s in database %I set %I = %L',
                   coalesce(quote_ident(rolname), 'all'), $2::text,
                   split_part(setting, '=', 1), substr(setting, strpos(setting, '=') + 1)) as statement
       from pg_db_role_setting
       join pg_database on pg_database.oid = setdatabase
       left join pg_roles on pg_roles.oid = setrole
      cross join unnest(setconfig) as setting
      where datname = $1`,
    [TEMPLATE, name],
  );
  for (const { statement } of rows) await admin.query(statement);
};

const urlOf = (name: string): string => {
  const url = new URL(process.env[POSTGRES_URL] ?? missing());
  url.pathname = `/${name}`;
  return url.href;
};

const missing = (): never => {
  throw new Error(
    'No Postgres is running for this test: it belongs in tests/integration, tests/e2e or a *.deep.test.ts',
  );
};

const asAdministrator = async <T>(work: (admin: pg.Client) => Promise<T>): Promise<T> => {
  const admin = new pg.Client({ connectionString: urlOf('postgres') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
};
