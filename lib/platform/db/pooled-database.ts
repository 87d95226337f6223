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
  /** Milliseconds after which the driver gives up on its side; PgBouncer refuses server-side start-up time-outs. */
  readonly query_timeout?: number;
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
    const { rows } = await client.query({ text, values: [...values], ...timeoutBefore(deadline) });
    return rows;
  },
  release: error => {
    client.release(error);
  },
});

const timeoutBefore = (deadline: number | undefined) =>
  deadline === undefined
    ? {}
    : { query_timeout: Math.max(deadline - Date.now(), SHORTEST_QUERY_TIMEOUT_MILLISECONDS) };

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
