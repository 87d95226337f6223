import { totalmem } from 'node:os';
import pg from 'pg';
import { migrate } from '../../lib/platform/db/migrate.ts';
import { startPostgres } from '../../local/postgres.ts';
import { createTemplate, createTestDatabase, POSTGRES_URL } from '../../tests/support/database.ts';
import type { Closing } from './closing.ts';

const MEGABYTE = 1024 * 1024;

/**
 * As a database in production is set: durable, with a quarter of the memory (1 GB at most) for its buffers, and with more
 * log between two checkpoints than a short run writes. All else is as local/postgres.ts starts it; results name what is set.
 */
const settings = (): Readonly<Record<string, string | number>> => ({
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: `${Math.min(1024, Math.floor(totalmem() / 4 / MEGABYTE))}MB`,
  effective_cache_size: `${Math.floor(totalmem() / 2 / MEGABYTE)}MB`,
  max_wal_size: '4GB',
});

export interface Databases {
  /** A new database that goes when `closing` is closed. @returns its connection string */
  create(closing: Closing): Promise<string>;
  /** Of the server and how it is set; undefined before the first database. */
  description(): Readonly<Record<string, string>> | undefined;
}

/** Starts one Postgres for the run when a database is first asked for. Databases are clones of a migrated one. */
export const createDatabases = (run: Closing): Databases => {
  let starting: Promise<void> | undefined;
  let description: Readonly<Record<string, string>> | undefined;
  const start = async (): Promise<void> => {
    const postgres = await startPostgres({ ephemeral: true, settings: settings() });
    run.add(() => postgres.stop());
    process.env[POSTGRES_URL] = postgres.url('postgres');
    await createTemplate(name => migrate(postgres.url(name)));
    description = await describe(postgres.url('postgres'));
  };
  return {
    async create(closing) {
      await (starting ??= start());
      const database = await createTestDatabase();
      closing.add(() => database.drop());
      return database.url;
    },
    description: () => description,
  };
};

const describe = async (url: string): Promise<Readonly<Record<string, string>>> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; setting: string }>(
      `/* bench.settings */
       select name, current_setting(name) as setting from pg_settings
        where name = 'server_version' or source = 'command line' and name <> all($1)`,
      [
        [
          'port',
          'listen_addresses',
          'unix_socket_directories',
          'data_directory',
          'log_min_messages',
          'log_checkpoints',
        ],
      ],
    );
    return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  } finally {
    await client.end();
  }
};
