import type { Transaction } from '../db/transaction.ts';
import type { Log } from '../log/log.ts';
import type { JobDefinition, NewJob } from './job.ts';
import type { Outcome } from './outcome.ts';

/** One attempt at a job, as its performer sees it. */
export interface Attempt {
  readonly jobId: string;
  /** From 1. */
  readonly number: number;
  readonly isLast: boolean;
  /** Aborted when the job's time is over, or when somebody wants it cancelled. */
  readonly signal: AbortSignal;
  readonly log: Log;
  /**
   * Completes the job inside the transaction of its effect and enqueues what follows, so that all of it happens or none.
   *
   * @throws LeaseLostError when another worker has taken the job over: the transaction must not commit
   */
  complete(
    tx: Transaction,
    followUp?: { readonly result?: unknown; readonly next?: readonly NewJob[] },
  ): Promise<Outcome>;
  /** What the last attempt saved; undefined in a first one. */
  readonly checkpoint: unknown;
  /**
   * Saves where the next attempt would go on. Given the transaction of an effect, that happens once: both are saved, or none.
   *
   * @throws LeaseLostError in a transaction, when another worker has taken the job over: it must not commit
   */
  readonly saveCheckpoint: (value: unknown, tx?: Transaction) => Promise<void>;
  /** Writes how far the job has come, from 0 to 1. */
  readonly progress: (fraction: number) => Promise<void>;
}

/** Thrown by a performer to say that trying again cannot help: the job fails at once. */
export class NonRetryableError extends Error {
  override readonly name = 'NonRetryableError';
}

/** Thrown to roll back the effect of a worker that was frozen past its lease. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
}

export interface Performer<Dependencies> {
  readonly job: JobDefinition<unknown>;
  readonly create: (dependencies: Dependencies) => (payload: unknown, attempt: Attempt) => Promise<Outcome>;
}

/** Says how a job is performed. A throw is a retry. */
export const perform = <Payload, Dependencies>(
  job: JobDefinition<Payload>,
  create: (dependencies: Dependencies) => (payload: Payload, attempt: Attempt) => Promise<Outcome>,
): Performer<Dependencies> => ({
  job,
  // The worker parses the payload by job.payload first, which makes it a Payload.
  create: dependencies => create(dependencies) as (payload: unknown, attempt: Attempt) => Promise<Outcome>,
});
