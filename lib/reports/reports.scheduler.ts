import { err, ok, type Result } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import { newJob, type NewJob } from '../platform/jobs/job.ts';
import { localDateAt, periodStart } from './reports.calendar.ts';
import { futureDate, noSuchPeriod, type FutureDate, type NoSuchPeriod } from './reports.errors.ts';
import { reportGenerate } from './reports.jobs.ts';
import { CATCH_UP, endedPeriods, missingPeriods } from './reports.missing.ts';
import type { ReportRepository } from './reports.repository.ts';
import { reportJob, reportKinds, type ReportJob, type ReportKey, type ReportKind } from './reports.schema.ts';

/**
 * Between reports that are caught up: they come in their order, and leave the database to the customers in between. Those
 * of all kinds together stay within the 15 minutes that a message can be delayed.
 */
const SPACING_SECONDS = 2;

export interface ReportSchedulerDeps {
  readonly db: Database;
  readonly reports: ReportRepository;
  readonly enqueueJobs: EnqueueJobs;
  readonly clock: Clock;
}

/** However often it is asked for, one job at a time works on a period. */
const generation = ({ kind, date }: ReportKey, delaySeconds = 0): NewJob =>
  newJob(reportGenerate, { kind, date }, { uniqueKey: `${kind} ${date}`, delaySeconds });

/** Having reports generated. */
export const createReportScheduler = ({ db, reports, enqueueJobs, clock }: ReportSchedulerDeps) => ({
  /** Has the report of one period generated, also of the one that is not over yet. */
  async request(
    key: ReportKey,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Result<ReportJob, NoSuchPeriod | FutureDate | IdempotencyError>> {
    const { REPORT_TIME_ZONE: zone } = config(sections.reports);
    const today = localDateAt(clock.now(), zone);
    if (key.date > today) return err(futureDate(today));
    const start = periodStart(key.kind, key.date, zone);
    if (start !== key.date) return err(noSuchPeriod(start));
    return once(db, idempotency, reportJob, async tx => {
      const [jobId = null] = await enqueueJobs(tx, [generation(key)]);
      return ok({ jobId, ...key });
    });
  },

  /**
   * Asks for every report that is missing: those of the periods that ended since the first that is there or has failed, oldest
   * first, and days before the weeks and months that add them up. They do not wait for one another, so one that fails holds
   * none up. Asking again changes nothing, so schedules may fire late, twice, or not at all for a day.
   *
   * @param only reports of this kind, also the very first of them; undefined for all of which one is there or has failed
   */
  async requestMissing(only: ReportKind | undefined): Promise<readonly ReportKey[]> {
    const { REPORT_TIME_ZONE: zone } = config(sections.reports);
    const missing: ReportKey[] = [];
    for (const kind of only === undefined ? reportKinds : [only]) {
      const ended = endedPeriods(kind, zone, clock.now(), CATCH_UP[kind]);
      const since = ended[0]?.date ?? '';
      const done = await reports.finalSince(db, kind, since);
      const failed = await reports.failedSince(db, kind, since);
      if (only !== undefined || done.length + failed.length > 0)
        missing.push(...missingPeriods(ended, done, failed));
    }
    const jobs = missing.map((key, index) => generation(key, index * SPACING_SECONDS));
    await withTransaction(db, async tx => ok(await enqueueJobs(tx, jobs)));
    return missing;
  },
});
