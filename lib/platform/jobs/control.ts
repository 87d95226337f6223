import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database, Executor, Row } from '../db/database.ts';
import { SQLSTATE, sqlState } from '../db/sqlstate.ts';
import { withTransaction } from '../db/transaction.ts';
import {
  cancelJobs,
  hasCancelledParents,
  listDependents,
  lockCancelledParents,
  markDependentsCancelled,
} from './cancel-jobs.sql.ts';
import type { QueueName } from './job.ts';
import { pauseQueue, resumeQueue, wakeDueJobs, wakeJobsPutOff } from './pause-queue.sql.ts';
import { lockEndedJobs, retryJobs } from './retry-jobs.sql.ts';
import { wakeUp } from './wake-up.ts';

/** Rows that one statement changes: locks are held for tens of milliseconds, and workers are not kept waiting. */
export const CHUNK_SIZE = 1_000;
/** Cancelled jobs whose dependents are looked for at once. */
const PARENTS = 100;
/** A unique key may be taken between looking and writing; then it is looked again. */
const RETRY_TRIES = 5;

const cancelledRow = z.object({ cancelled: z.number(), requested: z.number() });
const foundRow = z.object({ found: z.boolean() });
const pausedRow = z.object({ pausedAt: z.string() });
const idRow = z.object({ id: z.string() });
const retriedRow = z.object({ retried: z.number(), keyTaken: z.number(), wakeUps: z.array(wakeUp) });
const wokenRow = z.object({ woken: z.number(), runAt: z.string(), id: z.string() });
/** A job in the order of their times. The time is Postgres's own text of it: a Date holds no microseconds. */
type WakePosition = Pick<z.infer<typeof wokenRow>, 'runAt' | 'id'>;
const START: WakePosition = { runAt: '-infinity', id: '00000000-0000-0000-0000-000000000000' };
type Retried = Readonly<z.infer<typeof retriedRow>>;

/**
 * What operators do to jobs and queues. Each call is one short statement or transaction about at most a chunk of rows; whoever
 * has more calls again.
 */
export const jobControl = {
  /** @returns how many were cancelled, and of how many that are at work the cancellation was asked for */
  async cancel(db: Executor, ids: readonly string[]) {
    const [row] = await db.query(cancelJobs, [ids]);
    return cancelledRow.parse(row);
  },

  /**
   * Cancels jobs that wait for a cancelled one. How that came to be cancelled does not matter: at once, while it ran, or by
   * somebody who died before its dependents were.
   *
   * @returns how many were cancelled; undefined when none waits for a cancelled job
   */
  async cancelDependents(db: Database): Promise<number | undefined> {
    const [row] = await db.query(hasCancelledParents);
    if (!foundRow.parse(row).found) return undefined;
    const cancelled = await withTransaction<number | undefined, never>(db, async tx => {
      const parents = idsOf(await tx.query(lockCancelledParents, [PARENTS]));
      if (parents.length === 0) return ok(undefined);
      const dependents = idsOf(await tx.query(listDependents, [parents, CHUNK_SIZE]));
      const done = dependents.length === 0 ? { cancelled: 0 } : await jobControl.cancel(tx, dependents);
      if (dependents.length < CHUNK_SIZE) await tx.query(markDependentsCancelled, [parents]);
      return ok(done.cancelled);
    });
    return cancelled.match(count => count, none);
  },

  /** @returns how many were retried, how many a live job with their unique key keeps from it, and the messages to send */
  async retry(db: Database, ids: readonly string[]): Promise<Retried> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await retryOnce(db, ids);
      } catch (error) {
        if (attempt === RETRY_TRIES || sqlState(error) !== SQLSTATE.uniqueViolation) throw error;
      }
    }
  },

  /** @returns since when the queue is paused, as ISO 8601 */
  async pause(db: Executor, queue: QueueName): Promise<string> {
    const [row] = await db.query(pauseQueue, [queue]);
    return pausedRow.parse(row).pausedAt;
  },

  /** Ends a pause; `wakeDue` and `wakePutOff` then have the dispatcher send what came to wait. @returns whether it was paused */
  async resume(db: Executor, queue: QueueName): Promise<boolean> {
    const rows = await db.query(resumeQueue, [queue]);
    return rows.length === 1;
  },

  /**
   * Has the dispatcher send the due jobs of a queue that was paused, a chunk of them.
   *
   * @param after where the last call ended
   * @returns how many it will send, and where the next call goes on; undefined when there are no more
   */
  async wakeDue(db: Executor, queue: QueueName, after: WakePosition = START) {
    const [row] = await db.query(wakeDueJobs, [queue, after.runAt, after.id, CHUNK_SIZE]);
    return row && wokenRow.parse(row);
  },

  /** @returns how many jobs the dispatcher will send at once; less than a chunk when those were all */
  async wakePutOff(db: Executor): Promise<number> {
    const rows = await db.query(wakeJobsPutOff, [CHUNK_SIZE]);
    return rows.length;
  },
} as const;

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map(row => idRow.parse(row).id);

/** What an error is that cannot be. */
const none = (error: never): never => error;

const retryOnce = async (db: Database, ids: readonly string[]): Promise<Retried> => {
  const retried = await withTransaction<Retried, never>(db, async tx => {
    await tx.query(lockEndedJobs, [ids]);
    const [row] = await tx.query(retryJobs, [ids]);
    return ok(retriedRow.parse(row));
  });
  return retried.match(result => result, none);
};
