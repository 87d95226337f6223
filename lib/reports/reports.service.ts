import { err, ok, type Result } from 'neverthrow';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import type { Enqueue } from '../platform/jobs/enqueue.ts';
import { dayBefore, localDateAt } from './reports.calendar.ts';
import { futureDate, reportNotFound, type FutureDate, type ReportNotFound } from './reports.errors.ts';
import { reportGenerate } from './reports.jobs.ts';
import type { ReportRepository } from './reports.repository.ts';
import type { Report, ReportJob } from './reports.schema.ts';

export interface ReportRequestDeps {
  readonly db: Database;
  readonly enqueue: Enqueue;
  readonly clock: Clock;
}

/** Having reports generated. */
export const createReportScheduler = ({ db, enqueue, clock }: ReportRequestDeps) => {
  const today = () => localDateAt(clock.now(), config('reports').REPORT_TIME_ZONE);

  /** However often it is asked for, one job at a time works on a date. */
  const request = async (date: string): Promise<Result<ReportJob, FutureDate>> => {
    if (date > today()) return err(futureDate(today()));
    return withTransaction(db, async tx =>
      ok({ jobId: await enqueue(tx, reportGenerate, { date }, { uniqueKey: date }), date }),
    );
  };

  return {
    request,
    /** Asks for the report of the day that has just ended in the reports' time zone. */
    requestYesterday: () => request(dayBefore(today())),
  };
};

/** Reading reports. */
export const createReportReader = ({
  db,
  reports,
}: {
  readonly db: Database;
  readonly reports: ReportRepository;
}) => ({
  async get(date: string): Promise<Result<Report, ReportNotFound>> {
    const found = await reports.find(db, date);
    return found === undefined ? err(reportNotFound) : ok(found);
  },
});
