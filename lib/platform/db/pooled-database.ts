import type { Connection, Database, Row } from './database.ts';
import type { PooledDatabase } from './driver.ts';
import { leavesConnectionUnusable } from './sqlstate.ts';

/** The part of a node-postgres Pool this module uses; the Neon driver's Pool has the same. */
interface Pool {
  connect(): Promise<Client>;
  end(): Promise<void>;
}

interface Client {
  query(query: QueryConfig): Promise<{ readonly rows: readonly Row[] }>;
  release(error?: Error): void;
}

interface QueryConfig {
  readonly text: string;
  readonly values: unknown[];
}

/** A statement gets at least this long, so that a nearly spent invocation can still roll back. */
const SHORTEST_QUERY_TIMEOUT_MILLISECONDS = 200;

/** The Database of a pool from either driver. */
export const pooledDatabase = (pool: Pool): PooledDatabase => ({
  ...databaseOf(pool, undefined),
  withDeadline: deadline => databaseOf(pool, deadline),
  close: () => pool.end(),
});

const databaseOf = (pool: Pool, deadline: number | undefined): Database => ({
  connect: async () => connectionOf(await pool.connect(), deadline),
  query: async (text, values) => {
    const connection = connectionOf(await pool.connect(), deadline);
    try {
      const rows = await connection.query(text, values);
      connection.release();
      return rows;
    } catch (error) {
      // A constraint violation says nothing about the connection; reconnecting for each would be a cost of its own.
      connection.release(leavesConnectionUnusable(error) ? asError(error) : undefined);
      throw error;
    }
  },
});

const connectionOf = (client: Client, deadline: number | undefined): Connection => ({
  query: async (text, values = []) => {
    const { rows } = await before(deadline, client.query({ text, values: [...values] }));
    return rows;
  },
  release: error => {
    client.release(error);
  },
});

/**
 * Gives up on a statement at the deadline, which leaves its connection unusable. PgBouncer refuses server-side time-outs
 * at start-up, and Neon's driver ignores the `query_timeout` of a statement.
 */
const before = async <T>(deadline: number | undefined, statement: Promise<T>): Promise<T> => {
  if (deadline === undefined) return statement;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const left = Math.max(deadline - Date.now(), SHORTEST_QUERY_TIMEOUT_MILLISECONDS);
  const timer = setTimeout(() => {
    reject(new Error('statement timeout: the invocation is at its end'));
  }, left);
  try {
    return await Promise.race([statement, late]);
  } finally {
    clearTimeout(timer);
  }
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
