import type { Executor } from '../db/database.ts';

/**
 * Cancels a job of one of these names, but only one that no worker has taken: what a job has begun it ends. Of a claim and
 * a cancellation at once, one wins the row.
 *
 * @returns `too_late` for a job that is at work, has completed or has failed; `unknown` when there is none of these names;
 * `cancelled` for one that was cancelled before, too
 */
export const cancelWaiting = async (
  db: Executor,
  id: string,
  names: readonly string[],
): Promise<'cancelled' | 'too_late' | 'unknown'> => {
  const cancelled = await db.query(
    `-- jobs.cancel_waiting
     update jobs set state = 'cancelled', send_after = null, finished_at = now()
     where id = $1 and name = any ($2::text[]) and state in ('scheduled', 'queued', 'retrying')
     returning id`,
    [id, names],
  );
  if (cancelled.length > 0) return 'cancelled';
  const [found] = await db.query(
    `-- jobs.state_of
     select state from jobs where id = $1 and name = any ($2::text[])`,
    [id, names],
  );
  if (found === undefined) return 'unknown';
  return found['state'] === 'cancelled' ? 'cancelled' : 'too_late';
};
