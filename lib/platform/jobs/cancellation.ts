import * as z from 'zod';
import type { WorkerDeps } from './worker-options.ts';

/** A job that is done sooner is never asked about: cancelling it would come too late anyway. */
const POLL_MILLISECONDS = 2_000;

const idRow = z.object({ id: z.string() });

/**
 * Asks every two seconds whether somebody wants one of these running jobs cancelled, and aborts its signal then. A performer
 * that heeds its signal stops; one that does not ends as it would have.
 */
export const watchCancellations = (
  { db, log }: Pick<WorkerDeps, 'db' | 'log'>,
  ids: readonly string[],
  token: string,
) => {
  const aborts = new Map(ids.map(id => [id, new AbortController()]));
  let asking: Promise<void> = Promise.resolve();
  const ask = async (): Promise<void> => {
    try {
      const rows = await db.query(
        `-- jobs.cancel_requested
         select id from jobs where id = any ($1::uuid[]) and lease_token = $2 and cancel_requested`,
        [ids, token],
      );
      for (const row of rows) aborts.get(idRow.parse(row).id)?.abort(new Error('the job is being cancelled'));
    } catch (error) {
      log.warn('job.cancellation_unknown', { error });
    }
  };
  const timer = setInterval(() => {
    asking = asking.then(ask);
  }, POLL_MILLISECONDS);
  return {
    signalOf: (id: string): AbortSignal | undefined => aborts.get(id)?.signal,
    stop: () => {
      clearInterval(timer);
    },
  };
};
