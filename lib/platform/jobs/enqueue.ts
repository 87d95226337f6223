import type { Transaction } from '../db/transaction.ts';
import { newJob, type EnqueueOptions, type JobDefinition, type NewJob } from './job.ts';
import { ledger } from './ledger.ts';
import { wakeUpFor, type WakeUpSender } from './wake-up.ts';

/**
 * Writes a job in the transaction that causes it, and sends its message once that has committed: the job exists exactly
 * when its cause does.
 *
 * @returns the job's id, or null when a live job of this name holds its unique key
 */
export type Enqueue = <Payload>(
  tx: Transaction,
  job: JobDefinition<Payload>,
  payload: Payload,
  options?: EnqueueOptions,
) => Promise<string | null>;

/** Enqueues jobs made by `newJob`, in one statement however many. Those whose unique key is taken are left out. */
export type EnqueueJobs = (tx: Transaction, jobs: readonly NewJob[]) => Promise<readonly string[]>;

export const createEnqueueJobs =
  ({ wakeUps }: { readonly wakeUps: WakeUpSender }): EnqueueJobs =>
  async (tx, jobs) => {
    const inserted = await ledger.insert(tx, jobs);
    tx.afterCommit(() => wakeUps.send(messagesOf(jobs.filter(({ id }) => inserted.includes(id)))));
    return inserted;
  };

export const createEnqueue = (deps: { readonly wakeUps: WakeUpSender }): Enqueue => {
  const enqueueJobs = createEnqueueJobs(deps);
  return async (tx, definition, payload, options) => {
    const [id] = await enqueueJobs(tx, [newJob(definition, payload, options)]);
    return id ?? null;
  };
};

/** The messages to send for jobs just committed. */
export const messagesOf = (jobs: readonly NewJob[]) =>
  jobs.map(wakeUpFor).filter(wakeUp => wakeUp !== undefined);
