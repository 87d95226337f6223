import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import * as z from 'zod';

/** Any number, the same for every migrator, so that two deployments at once take turns. */
const ADVISORY_LOCK = 7_230_514;
const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../../migrations');

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/**
 * Applies the migrations that the database does not have yet, in the order of their names, each in its own transaction.
 * Several callers at once are safe: they take turns, and the later ones find nothing to do.
 *
 * @param databaseUrl a direct connection; a pooler in transaction mode cannot hold the session lock
 * @returns the names of those applied now
 * @throws Error when a file that was applied has changed since, or a statement fails (its migration is rolled back)
 */
export const migrate = async (
  databaseUrl: string,
  folder = MIGRATIONS_FOLDER,
): Promise<readonly string[]> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // A long migration may wait for its locks and run for as long as it takes, unlike a request.
    await client.query(`set statement_timeout = 0; set lock_timeout = '30s'`);
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    const waiting = await pending(client, await readMigrations(folder));
    for (const migration of waiting) await apply(client, migration);
    return waiting.map(({ name }) => name);
  } finally {
    await client.end();
  }
};

const readMigrations = async (folder: string): Promise<readonly Migration[]> => {
  const names = (await readdir(folder)).filter(name => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async name => {
      const sql = await readFile(join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
};

const appliedRow = z.object({ name: z.string(), checksum: z.string() });

const pending = async (
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> => {
  await client.query(
    `create table if not exists migrations (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  );
  const { rows } = await client.query('select name, checksum from migrations');
  const applied = new Map(
    z
      .array(appliedRow)
      .parse(rows)
      .map(row => [row.name, row.checksum]),
  );
  const changed = migrations.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (changed !== undefined)
    throw new Error(`migration ${changed.name} was changed after it had been applied; add a new one instead`);
  return migrations.filter(({ name }) => !applied.has(name));
};

const apply = async (client: pg.Client, { name, sql, checksum }: Migration): Promise<void> => {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};
