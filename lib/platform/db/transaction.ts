import { err, ok, type Result } from 'neverthrow';
import type { Connection, Database, Executor } from './database.ts';

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
  const connection = await db.connect();
  const failures: unknown[] = [];
  let outcome: Result<T, E>;
  try {
    await connection.query('begin');
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

const rollback = async (connection: Connection): Promise<void> => {
  try {
    await connection.query('rollback');
    connection.release();
  } catch (error) {
    connection.release(error instanceof Error ? error : new Error('rollback failed', { cause: error }));
  }
};
