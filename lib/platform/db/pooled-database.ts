import type { Connection, Database, Row } from './database.ts';
import { CONNECT_TIMEOUT_MILLISECONDS, type PooledDatabase } from './driver.ts';
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
  connect: () => connect(pool, deadline),
  query: async (text, values) => {
    const connection = await connect(pool, deadline);
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

const connect = async (pool: Pool, deadline: number | undefined): Promise<Connection> => {
  const connecting = pool.connect();
  const left = Math.min(timeLeft(deadline), CONNECT_TIMEOUT_MILLISECONDS);
  try {
    return connectionOf(await within(left, connecting, 'no connection could be had in time'), deadline);
  } catch (error) {
    // One that comes too late goes back to the pool.
    connecting.then(
      client => {
        client.release();
      },
      () => undefined,
    );
    throw error;
  }
};

/**
 * A statement that is given up on at the deadline leaves its connection unusable. PgBouncer refuses server-side time-outs at
 * start-up, and Neon's driver ignores the `query_timeout` of a statement.
 */
const connectionOf = (client: Client, deadline: number | undefined): Connection => ({
  query: async (text, values = []) => {
    const statement = client.query({ text, values: [...values] });
    if (deadline === undefined) return (await statement).rows;
    const { rows } = await within(timeLeft(deadline), statement, 'the invocation is at its end');
    return rows;
  },
  release: error => {
    client.release(error);
  },
});

const timeLeft = (deadline = Infinity): number =>
  Math.max(deadline - Date.now(), SHORTEST_QUERY_TIMEOUT_MILLISECONDS);

/** @throws a TimeoutError, as AbortSignal.timeout makes it, when the work takes longer */
const within = async <T>(milliseconds: number, work: Promise<T>, message: string): Promise<T> => {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new DOMException(message, 'TimeoutError'));
  }, milliseconds);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
