import { ok, type Result } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import type { Enqueue } from '../platform/jobs/enqueue.ts';
import { maintenancePrune } from './maintenance.jobs.ts';
import { prunes, type Prunable } from './prune.sql.ts';

/** Having things tidied up. */
export const createMaintenanceScheduler = ({
  db,
  enqueue,
}: {
  readonly db: Database;
  readonly enqueue: Enqueue;
}) => ({
  /** However often it is asked for, one job at a time prunes. @returns its id, or null when one is at it */
  requestPrune: (): Promise<Result<string | null, never>> =>
    withTransaction(db, async tx => ok(await enqueue(tx, maintenancePrune, {}, { uniqueKey: 'all' }))),
});

/** Rows that one statement removes: locks are held for tens of milliseconds. */
const CHUNK_SIZE = 1_000;

export interface Pruned {
  /** How many rows of each kind were removed. */
  readonly removed: Readonly<Record<Prunable, number>>;
  /** False when the time was over first. */
  readonly complete: boolean;
}

/** Tidying up. */
export const createPruner = ({ db }: { readonly db: Database }) => ({
  /** Removes what is over, chunk by chunk, until nothing is left or the signal is aborted. */
  async prune(signal: AbortSignal): Promise<Pruned> {
    const removed = {
      jobs: 0,
      idempotencyKeys: 0,
      rateLimits: 0,
      sessions: 0,
      passwordResets: 0,
      tickets: 0,
    };
    for (const kind of Object.keys(prunes) as Prunable[])
      for (;;) {
        if (signal.aborted) return { removed, complete: false };
        const rows = await db.query(prunes[kind], [CHUNK_SIZE]);
        removed[kind] += rows.length;
        if (rows.length < CHUNK_SIZE) break;
      }
    return { removed, complete: true };
  },
});

export type Pruner = ReturnType<typeof createPruner>;
