import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../db/database.ts';
import { SQLSTATE, sqlState } from '../db/sqlstate.ts';
import { withTransaction } from '../db/transaction.ts';
import { lockEndedJobs, retryJobs } from './retry-jobs.sql.ts';
import { wakeUp } from './wake-up.ts';

/** A unique key may be taken between looking and writing; then it is looked again. */
const TRIES = 5;

const retriedRow = z.object({ retried: z.number(), keyTaken: z.number(), wakeUps: z.array(wakeUp) });
type Retried = Readonly<z.infer<typeof retriedRow>>;

/** Giving jobs that ended badly another chance, at most a chunk of them at once. */
export const jobRetrying = {
  /** @returns how many were retried, how many a live job with their unique key keeps from it, and the messages to send */
  async retry(db: Database, ids: readonly string[]): Promise<Retried> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await retryOnce(db, ids);
      } catch (error) {
        if (attempt === TRIES || sqlState(error) !== SQLSTATE.uniqueViolation) throw error;
      }
    }
  },
} as const;

const retryOnce = async (db: Database, ids: readonly string[]): Promise<Retried> => {
  const retried = await withTransaction<Retried, never>(db, async tx => {
    await tx.query(lockEndedJobs, [ids]);
    const [row] = await tx.query(retryJobs, [ids]);
    return ok(retriedRow.parse(row));
  });
  return retried.match(
    result => result,
    (error: never) => error,
  );
};
