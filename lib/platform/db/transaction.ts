import { err, ok, type Result } from 'neverthrow';
import type { Connection, Database, Executor } from './database.ts';
import { isOutage } from './outage.ts';

/** An open transaction. */
export interface Transaction extends Executor {
  /** Runs `work` once the transaction has committed, before withTransaction returns; after a rollback never. */
  afterCommit(work: () => Promise<void>): void;
}

/**
 * Runs `work` in one transaction: commits when it returns Ok, rolls back when it returns Err or throws, and releases the
 * connection in every case. A connection whose rollback failed is destroyed.
 *
 * Work registered with `afterCommit` must handle its own failures: the transaction stands whatever becomes of it.
 */
export const withTransaction = async <T, E>(
  db: Database,
  work: (tx: Transaction) => Promise<Result<T, E>>,
): Promise<Result<T, E>> => {
  const afterCommit: (() => Promise<void>)[] = [];
  const connection = await begin(db);
  const failures: unknown[] = [];
  let outcome: Result<T, E>;
  try {
    outcome = await work({
      query: (text, values) =>
        connection.query(text, values).catch((error: unknown) => {
          failures.push(error);
          throw error;
        }),
      afterCommit: later => {
        afterCommit.push(later);
      },
    });
    // After a failed statement Postgres answers `commit` with a rollback, and no error.
    if (outcome.isOk() && failures.length > 0)
      throw new Error('a transaction cannot commit after a failed statement', { cause: failures[0] });
    await connection.query(outcome.isOk() ? 'commit' : 'rollback');
  } catch (error) {
    await rollback(connection);
    throw error;
  }
  connection.release();
  if (outcome.isErr()) return err(outcome.error);
  for (const later of afterCommit) await later();
  return ok(outcome.value);
};

/** Until `begin` has been answered nothing has been done, so a connection that turns out to be lost is replaced, once. */
const begin = async (db: Database): Promise<Connection> => {
  const first = await db.connect();
  const failure = await started(first);
  if (failure === undefined) return first;
  if (!isOutage(failure)) throw failure;
  const second = await db.connect();
  const again = await started(second);
  if (again !== undefined) throw again;
  return second;
};

/** @returns why it could not be begun; the connection is then gone */
const started = async (connection: Connection): Promise<Error | undefined> => {
  try {
    await connection.query('begin');
    return undefined;
  } catch (error) {
    const failure = error instanceof Error ? error : new Error('begin failed', { cause: error });
    connection.release(failure);
    return failure;
  }
};

const rollback = async (connection: Connection): Promise<void> => {
  try {
    await connection.query('rollback');
    connection.release();
  } catch (error) {
    connection.release(error instanceof Error ? error : new Error('rollback failed', { cause: error }));
  }
};
