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

export const createEnqueue =
  ({ wakeUps }: { readonly wakeUps: WakeUpSender }): Enqueue =>
  async (tx, definition, payload, options) => {
    const job = newJob(definition, payload, options);
    const inserted = await ledger.insert(tx, [job]);
    if (inserted.length === 0) return null;
    tx.afterCommit(() => wakeUps.send(messagesOf([job])));
    return job.id;
  };

/** The messages to send for jobs just committed. */
export const messagesOf = (jobs: readonly NewJob[]) =>
  jobs.map(wakeUpFor).filter(wakeUp => wakeUp !== undefined);
