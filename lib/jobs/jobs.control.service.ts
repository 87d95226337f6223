import { err, ok, type Result } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { CHUNK_SIZE, jobControl } from '../platform/jobs/control.ts';
import { liveStates } from '../platform/jobs/job-state.ts';
import { firstUuidv7At } from '../platform/ids/uuid.ts';
import type { WakeUpSender } from '../platform/jobs/wake-up.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Log } from '../platform/log/log.ts';
import {
  hasEnded,
  jobNotFound,
  notRetryable,
  uniqueKeyTaken,
  type CancelError,
  type RetryError,
} from './jobs.errors.ts';
import type { JobRepository } from './jobs.repository.ts';
import type { CancelledJobs, JobDetails, JobFilter, RetriedJobs } from './jobs.schema.ts';

export interface JobCancellerDeps {
  readonly db: Database;
  readonly jobs: JobRepository;
  readonly clock: Clock;
  readonly log: Log;
  /** In milliseconds since 1970: no chunk is begun shortly before it. */
  readonly deadline: number;
}

export interface JobRetrierDeps extends JobCancellerDeps {
  readonly wakeUps: WakeUpSender;
}

/** Told after each chunk how far a long work has come. */
export type Report<Counts> = (counts: Counts) => void;

/** Ids are made by the clocks of many machines. */
const CLOCK_SKEW_MILLISECONDS = 1_000;
/** A chunk takes less; an answer must still get out. */
const CHUNK_MILLISECONDS = 3_000;

/** Giving jobs that ended badly another chance. */
export const createJobRetrier = (deps: JobRetrierDeps) => {
  const { db, jobs, wakeUps, log } = deps;

  const retry = async (ids: readonly string[]) => {
    const { wakeUps: messages, ...counts } = await jobControl.retry(db, ids);
    await wakeUps.send(messages);
    return counts;
  };

  return {
    /** @param by who wants it, for the log */
    async retry(by: string, jobId: string): Promise<Result<JobDetails, RetryError>> {
      const { retried, keyTaken } = await retry([jobId]);
      const job = await jobs.find(db, jobId);
      if (job === undefined) return err(jobNotFound);
      if (keyTaken > 0) return err(uniqueKeyTaken);
      if (retried === 0) return err(notRetryable(job.state));
      log.info('jobs.retried', { by, jobId, retried });
      return ok(job);
    },

    /** Retries all that fit when it begins, the failed ones if no state is given. Safe to repeat. */
    async retryAll(
      by: string,
      filter: JobFilter,
      report: Report<RetriedJobs> = () => undefined,
    ): Promise<Result<RetriedJobs, never>> {
      let counts: RetriedJobs = { retried: 0, keyTaken: 0, complete: false };
      const complete = await eachChunk(deps, { ...filter, state: filter.state ?? ['failed'] }, async ids => {
        const { retried, keyTaken } = await retry(ids);
        counts = { ...counts, retried: counts.retried + retried, keyTaken: counts.keyTaken + keyTaken };
        report(counts);
      });
      log.info('jobs.retried', { by, ...counts, complete });
      return ok({ ...counts, complete });
    },
  };
};

/** Ending jobs before they are done. */
export const createJobCanceller = (deps: JobCancellerDeps) => {
  const { db, jobs, log } = deps;

  /** What is left when the time is over the upkeep does within a minute. */
  const cancelDependents = async (): Promise<number> => {
    let sum = 0;
    while (hasTime(deps)) {
      const cancelled = await jobControl.cancelDependents(db);
      if (cancelled === undefined) break;
      sum += cancelled;
    }
    return sum;
  };

  return {
    /**
     * Cancels a job that waits, with those that wait for it, or asks one at work to stop.
     *
     * @param by who wants it, for the log
     */
    async cancel(by: string, jobId: string): Promise<Result<JobDetails, CancelError>> {
      const counts = await jobControl.cancel(db, [jobId]);
      const dependents = counts.cancelled > 0 ? await cancelDependents() : 0;
      const job = await jobs.find(db, jobId);
      if (job === undefined) return err(jobNotFound);
      const isDone = counts.cancelled + counts.requested > 0 || job.state === 'cancelled';
      if (!isDone) return err(hasEnded(job.state));
      log.info('jobs.cancelled', { by, jobId, ...counts, dependents });
      return ok(job);
    },

    /** Cancels all that fit when it begins. Safe to repeat. */
    async cancelAll(
      by: string,
      filter: JobFilter,
      report: Report<CancelledJobs> = () => undefined,
    ): Promise<Result<CancelledJobs, never>> {
      let counts: CancelledJobs = { cancelled: 0, requested: 0, dependents: 0, complete: false };
      const complete = await eachChunk(deps, { ...filter, state: filter.state ?? liveStates }, async ids => {
        const { cancelled, requested } = await jobControl.cancel(db, ids);
        counts = {
          ...counts,
          cancelled: counts.cancelled + cancelled,
          requested: counts.requested + requested,
        };
        report(counts);
      });
      counts = { ...counts, dependents: await cancelDependents(), complete };
      log.info('jobs.cancelled', { by, ...counts });
      return ok(counts);
    },
  };
};

const hasTime = ({ clock, deadline }: Pick<JobCancellerDeps, 'clock' | 'deadline'>): boolean =>
  clock.now().getTime() + CHUNK_MILLISECONDS < deadline;

/**
 * Does something to all jobs that fit and exist already, a chunk at a time, the oldest first: so what a job depends on has its
 * turn before it, and jobs that come meanwhile do not keep it from ending.
 *
 * @returns whether it got through before the time was over
 */
const eachChunk = async (
  deps: JobCancellerDeps,
  filter: JobFilter,
  work: (ids: readonly string[]) => Promise<void>,
): Promise<boolean> => {
  const before = firstUuidv7At(deps.clock.now().getTime() + CLOCK_SKEW_MILLISECONDS);
  let after: string | undefined;
  while (hasTime(deps)) {
    const ids = await deps.jobs.searchIds(deps.db, filter, { after, before, limit: CHUNK_SIZE });
    if (ids.length > 0) await work(ids);
    if (ids.length < CHUNK_SIZE) return true;
    after = ids.at(-1);
  }
  return false;
};
