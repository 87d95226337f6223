import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from './postgres.ts';
import { messageOf, StartError } from './start-error.ts';

const NAME = 'strata';
const ANSWER_LIMIT_MILLISECONDS = 5_000;

export interface Database {
  readonly url: string;
  /** Where it is, in words. */
  readonly place: string;
  stop(): Promise<void>;
}

/** The database of the stack in an embedded Postgres, whose data is kept in `folder` unless it is ephemeral. */
export const startDatabase = async (folder: string, port: number, ephemeral: boolean): Promise<Database> => {
  const postgres = await startPostgres(
    ephemeral ? { port, ephemeral } : { port, folder: join(folder, 'postgres') },
  );
  await postgres.createDatabase(NAME);
  const place = `127.0.0.1:${port}${ephemeral ? ', in a temporary folder' : ''}`;
  return { url: postgres.url(NAME), place, stop: () => postgres.stop() };
};

/**
 * Uses a database of the user's.
 *
 * @throws StartError when it does not answer, or refuses the user
 */
export const useDatabase = async (url: string): Promise<Database> => {
  const { host, pathname } = URL.parse(url) ?? { host: 'no URL', pathname: '' };
  // The password in it stays out of the terminal.
  const place = `${host}${pathname}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_LIMIT_MILLISECONDS });
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(`DATABASE_URL (${place}) does not answer: ${messageOf(error)}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
  return { url, place, stop: () => Promise.resolve() };
};
