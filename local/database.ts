import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from './postgres.ts';
import { messageOf, StartError } from './start-error.ts';

const NAME = 'strata';
const LOCAL_HOSTS: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '']);
const ANSWER_LIMIT_MILLISECONDS = 5_000;

export interface Database {
  readonly url: string;
  /** Where it is, in words and without a password. */
  readonly place: string;
  /** What a person needs to look into it: the URL, unless that holds a password of the user's. */
  readonly shown: string;
  /** Whether it is on this machine, and so nobody else's. */
  readonly isLocal: boolean;
  stop(): Promise<void>;
}

/** The database of the stack in an embedded Postgres, whose data is kept in `folder` unless it is ephemeral. */
export const startDatabase = async (folder: string, port: number, ephemeral: boolean): Promise<Database> => {
  const postgres = await startPostgres(
    ephemeral ? { port, ephemeral } : { port, folder: join(folder, 'postgres') },
  );
  await postgres.createDatabase(NAME);
  const place = `127.0.0.1:${port}${ephemeral ? ', in a temporary folder' : ''}`;
  const url = postgres.url(NAME);
  return { url, place, shown: url, isLocal: true, stop: () => postgres.stop() };
};

/**
 * Uses a database of the user's.
 *
 * @throws StartError when it does not answer, or refuses the user
 */
export const useDatabase = async (url: string): Promise<Database> => {
  const parsed = URL.parse(url);
  if (parsed === null)
    throw new StartError('DATABASE_URL is no URL such as postgres://user:password@host:5432/name.');
  // The password in it stays out of the terminal.
  const place = `${parsed.host}${parsed.pathname}`;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_LIMIT_MILLISECONDS });
  try {
    await client.connect();
  } catch (error) {
    throw new StartError(`DATABASE_URL (${place}) does not answer: ${messageOf(error)}`, { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
  return {
    url,
    place,
    shown: `DATABASE_URL (${place})`,
    isLocal: LOCAL_HOSTS.has(parsed.hostname),
    stop: () => Promise.resolve(),
  };
};
