import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database, Executor, Row } from '../db/database.ts';
import { withTransaction } from '../db/transaction.ts';
import {
  cancelJobs,
  hasCancelledParents,
  listDependents,
  lockCancelledParents,
  markDependentsCancelled,
} from './cancel-jobs.sql.ts';
import { CHUNK_SIZE } from './chunk-size.ts';

/** Cancelled jobs whose dependents are looked for at once. */
const PARENTS = 100;

const cancelledRow = z.object({ cancelled: z.number(), requested: z.number() });
const foundRow = z.object({ found: z.boolean() });
const idRow = z.object({ id: z.string() });

/** Ending jobs before they are done. Each call is about at most a chunk of rows; whoever has more calls again. */
export const jobCancelling = {
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
      const done = dependents.length === 0 ? { cancelled: 0 } : await jobCancelling.cancel(tx, dependents);
      if (dependents.length < CHUNK_SIZE) await tx.query(markDependentsCancelled, [parents]);
      return ok(done.cancelled);
    });
    return cancelled.match(count => count, none);
  },
} as const;

const idsOf = (rows: readonly Row[]): readonly string[] => rows.map(row => idRow.parse(row).id);

/** What an error is that cannot be. */
const none = (error: never): never => error;
