import { ok, type Result } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { jobCancelling } from '../platform/jobs/cancel.ts';
import { CHUNK_SIZE } from '../platform/jobs/chunk-size.ts';
import { jobRetrying } from '../platform/jobs/retry.ts';
import { firstUuidv7At } from '../platform/ids/uuid.ts';
import { liveStates } from '../platform/jobs/job-state.ts';
import type { WakeUpSender } from '../platform/jobs/wake-up.ts';
import type { Log } from '../platform/log/log.ts';
import { cancelDependents, hasTime, type TimeLeft } from './cancel-dependents.ts';
import type { CancelledJobs, JobFilter, RetriedJobs } from './jobs.schema.ts';
import type { JobSearchRepository } from './jobs.search.repository.ts';

export interface BulkCancellerDeps extends TimeLeft {
  readonly db: Database;
  readonly jobSearch: JobSearchRepository;
  readonly log: Log;
}

export interface BulkRetrierDeps extends BulkCancellerDeps {
  readonly wakeUps: WakeUpSender;
}

/** Told after each chunk how far a long work has come. */
export type Report<Counts> = (counts: Counts) => void;

/** Ids are made by the clocks of many machines. */
const CLOCK_SKEW_MILLISECONDS = 1_000;

/** Giving all jobs that fit, and ended badly, another chance. */
export const createBulkRetrier = (deps: BulkRetrierDeps) => ({
  /** Retries all that fit when it begins, the failed ones if no state is given. Safe to repeat. @param by who wants it, for the log */
  async retryAll(
    by: string,
    filter: JobFilter,
    report: Report<RetriedJobs> = () => undefined,
  ): Promise<Result<RetriedJobs, never>> {
    const { db, wakeUps, log } = deps;
    let counts: RetriedJobs = { retried: 0, keyTaken: 0, complete: false };
    const complete = await eachChunk(deps, { ...filter, state: filter.state ?? ['failed'] }, async ids => {
      const { wakeUps: messages, retried, keyTaken } = await jobRetrying.retry(db, ids);
      await wakeUps.send(messages);
      counts = { ...counts, retried: counts.retried + retried, keyTaken: counts.keyTaken + keyTaken };
      report(counts);
    });
    log.info('jobs.retried', { by, ...counts, complete });
    return ok({ ...counts, complete });
  },
});

/** Ending all jobs that fit before they are done. */
export const createBulkCanceller = (deps: BulkCancellerDeps) => ({
  /** Cancels all that fit when it begins. Safe to repeat. @param by who wants it, for the log */
  async cancelAll(
    by: string,
    filter: JobFilter,
    report: Report<CancelledJobs> = () => undefined,
  ): Promise<Result<CancelledJobs, never>> {
    const { db, log } = deps;
    let counts: CancelledJobs = { cancelled: 0, requested: 0, dependents: 0, complete: false };
    const complete = await eachChunk(deps, { ...filter, state: filter.state ?? liveStates }, async ids => {
      const { cancelled, requested } = await jobCancelling.cancel(db, ids);
      counts = {
        ...counts,
        cancelled: counts.cancelled + cancelled,
        requested: counts.requested + requested,
      };
      report(counts);
    });
    counts = { ...counts, dependents: await cancelDependents(db, deps), complete };
    log.info('jobs.cancelled', { by, ...counts });
    return ok(counts);
  },
});

/**
 * Does something to all jobs that fit and exist already, a chunk at a time, the oldest first: so what a job depends on has its
 * turn before it, and jobs that come meanwhile do not keep it from ending.
 *
 * @returns whether it got through before the time was over
 */
const eachChunk = async (
  deps: BulkCancellerDeps,
  filter: JobFilter,
  work: (ids: readonly string[]) => Promise<void>,
): Promise<boolean> => {
  const before = firstUuidv7At(deps.clock.now().getTime() + CLOCK_SKEW_MILLISECONDS);
  let after: string | undefined;
  while (hasTime(deps)) {
    const ids = await deps.jobSearch.searchIds(deps.db, filter, { after, before, limit: CHUNK_SIZE });
    if (ids.length > 0) await work(ids);
    if (ids.length < CHUNK_SIZE) return true;
    after = ids.at(-1);
  }
  return false;
};
