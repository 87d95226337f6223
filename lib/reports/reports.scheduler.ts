import { err, ok, type Result } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import type { Enqueue } from '../platform/jobs/enqueue.ts';
import { lastEnded, localDateAt, periodsBetween, periodStart } from './reports.calendar.ts';
import { futureDate, noSuchPeriod, type FutureDate, type NoSuchPeriod } from './reports.errors.ts';
import { reportGenerate } from './reports.jobs.ts';
import type { ReportRepository } from './reports.repository.ts';
import { reportJob, type ReportJob, type ReportKey, type ReportKind } from './reports.schema.ts';

/** Missing reports are caught up this far back: about a year. */
const CATCH_UP = { daily: 366, weekly: 53, monthly: 12 } as const;

export interface ReportSchedulerDeps {
  readonly db: Database;
  readonly reports: ReportRepository;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
}

/** Having reports generated. */
export const createReportScheduler = ({ db, reports, enqueue, clock }: ReportSchedulerDeps) => {
  const today = () => localDateAt(clock.now(), config('reports').REPORT_TIME_ZONE);

  /** However often it is asked for, one job at a time works on a period. */
  const enqueueFor = async (
    tx: Transaction,
    { kind, date }: ReportKey,
    after?: string,
  ): Promise<ReportJob> => {
    const dependsOn = after === undefined ? [] : [after];
    const options = { uniqueKey: `${kind} ${date}`, dependsOn };
    return { jobId: await enqueue(tx, reportGenerate, { kind, date }, options), kind, date };
  };

  return {
    /** Has the report of one period generated, also of the one that is not over yet. */
    async request(
      key: ReportKey,
      idempotency: IdempotencyKey | undefined,
    ): Promise<Result<ReportJob, NoSuchPeriod | FutureDate | IdempotencyError>> {
      const start = periodStart(key.kind, key.date);
      if (start !== key.date) return err(noSuchPeriod(start));
      if (key.date > today()) return err(futureDate(today()));
      return once(db, idempotency, reportJob, async tx => ok(await enqueueFor(tx, key)));
    },

    /**
     * Asks for every report of a kind that is missing: those of the periods that ended since the first one there is. They are
     * generated oldest first. Asking again changes nothing, so schedules may fire late, twice, or not at all for a day.
     */
    async requestMissing(kind: ReportKind): Promise<readonly ReportKey[]> {
      const last = lastEnded(kind, today());
      const all = periodsBetween(kind, earliest(kind, last.date), last.date);
      const done = await reports.finalSince(db, kind, all[0]?.date ?? last.date);
      const missing = all.filter(({ date }) => date >= (done[0] ?? last.date) && !done.includes(date));
      await withTransaction(db, async tx => {
        let before: string | undefined;
        for (const key of missing) before = (await enqueueFor(tx, key, before)).jobId ?? before;
        return ok();
      });
      return missing;
    },
  };
};

/** The first period that is still caught up. */
const earliest = (kind: ReportKind, last: string): string => {
  const days = { daily: 1, weekly: 7, monthly: 31 }[kind] * CATCH_UP[kind];
  const [year = '', month = '', day = ''] = last.split('-');
  return periodStart(
    kind,
    new Date(Date.UTC(Number(year), Number(month) - 1, Number(day) - days)).toISOString().slice(0, 10),
  );
};
