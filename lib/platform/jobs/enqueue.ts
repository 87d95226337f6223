import type { Transaction } from '../db/transaction.ts';
import { newJob, type EnqueueOptions, type JobDefinition, type NewJob } from './job.ts';
import { ledger } from './ledger.ts';
import type { WakeUpSender } from './wake-up.ts';

/**
 * Writes a job in the transaction that causes it, and sends its message once that has committed: the job exists exactly
 * when its cause does.
 *
 * @returns the job's id, that of the waiting job it was added to (debounce), or null when it was dropped for its unique key
 * or only replaced a payload
 */
export type Enqueue = <Payload>(
  tx: Transaction,
  job: JobDefinition<Payload>,
  payload: Payload,
  options?: EnqueueOptions,
) => Promise<string | null>;

/** Enqueues jobs made by `newJob`, in one statement however many. @returns the ids of those inserted or put off */
export type EnqueueJobs = (tx: Transaction, jobs: readonly NewJob[]) => Promise<readonly string[]>;

export const createEnqueueJobs =
  ({ wakeUps }: { readonly wakeUps: WakeUpSender }): EnqueueJobs =>
  async (tx, jobs) => {
    const inserted = await ledger.insert(tx, jobs);
    tx.afterCommit(() => wakeUps.send(inserted.wakeUps));
    return inserted.ids;
  };

export const createEnqueue = (deps: { readonly wakeUps: WakeUpSender }): Enqueue => {
  const enqueueJobs = createEnqueueJobs(deps);
  return async (tx, definition, payload, options) => {
    const [id] = await enqueueJobs(tx, [newJob(definition, payload, options)]);
    return id ?? null;
  };
};
