import { err, ok, type Result } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { jobCancelling } from '../platform/jobs/cancel.ts';
import { jobRetrying } from '../platform/jobs/retry.ts';
import type { WakeUpSender } from '../platform/jobs/wake-up.ts';
import type { Log } from '../platform/log/log.ts';
import { cancelDependents, type TimeLeft } from './cancel-dependents.ts';
import {
  hasEnded,
  jobNotFound,
  notRetryable,
  uniqueKeyTaken,
  type CancelError,
  type RetryError,
} from './jobs.errors.ts';
import type { JobRepository } from './jobs.repository.ts';
import type { JobDetails } from './jobs.schema.ts';

export interface JobRetrierDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly wakeUps: WakeUpSender;
  readonly log: Log;
}

export interface JobCancellerDeps extends TimeLeft {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly log: Log;
}

/** Giving a job that ended badly another chance. */
export const createJobRetrier = ({ db, jobs, wakeUps, log }: JobRetrierDeps) => ({
  /** @param by who wants it, for the log */
  async retry(by: string, jobId: string): Promise<Result<JobDetails, RetryError>> {
    const { wakeUps: messages, retried, keyTaken } = await jobRetrying.retry(db, [jobId]);
    await wakeUps.send(messages);
    const job = await jobs.find(db, jobId);
    if (job === undefined) return err(jobNotFound);
    if (keyTaken > 0) return err(uniqueKeyTaken);
    if (retried === 0) return err(notRetryable(job.state));
    log.info('jobs.retried', { by, jobId, retried });
    return ok(job);
  },
});

/** Ending a job before it is done. */
export const createJobCanceller = (deps: JobCancellerDeps) => {
  const { db, jobs, log } = deps;
  return {
    /**
     * Cancels a job that waits, with those that wait for it, or asks one at work to stop.
     *
     * @param by who wants it, for the log
     */
    async cancel(by: string, jobId: string): Promise<Result<JobDetails, CancelError>> {
      const counts = await jobCancelling.cancel(db, [jobId]);
      const dependents = counts.cancelled > 0 ? await cancelDependents(db, deps) : 0;
      const job = await jobs.find(db, jobId);
      if (job === undefined) return err(jobNotFound);
      const isDone = counts.cancelled + counts.requested > 0 || job.state === 'cancelled';
      if (!isDone) return err(hasEnded(job.state));
      log.info('jobs.cancelled', { by, jobId, ...counts, dependents });
      return ok(job);
    },
  };
};
