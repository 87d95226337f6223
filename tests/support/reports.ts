import { createContainer } from '../../lib/app/container.ts';
import { emailsModule } from '../../lib/emails/emails.module.ts';
import type { Clock } from '../../lib/platform/clock/clock.ts';
import type { Database } from '../../lib/platform/db/database.ts';
import {
  reportComputingModule,
  reportSchedulingModule,
  reportsModule,
} from '../../lib/reports/reports.module.ts';
import { performReportGenerate } from '../../lib/reports/reports.performers.ts';
import type { ReportRepository } from '../../lib/reports/reports.repository.ts';
import type { Report, ReportKey } from '../../lib/reports/reports.schema.ts';
import { drain } from './drain.ts';
import { testInvocation, testPlatform } from './platform.ts';

/** What the functions about reports have, at the time of a clock. */
export const reportsOn = (
  db: Database,
  clock: Clock,
  changes: Partial<{ readonly reports: () => ReportRepository }> = {},
) =>
  createContainer(testPlatform({ db }), emailsModule, {
    ...reportSchedulingModule,
    ...reportComputingModule,
    ...reportsModule,
    ...changes,
  }).scope(testInvocation({ clock }));

/** Performs the reports that were asked for, in their order, those too that are only due in a moment. */
export const generateAsked = async (db: Database, clock: Clock): Promise<void> => {
  await db.query(`update jobs set run_at = now() where name = 'report.generate' and state = 'scheduled'`);
  await drain(db, [performReportGenerate], reportsOn(db, clock));
};

/** Has a report generated. */
export const generateReport = async (db: Database, clock: Clock, key: ReportKey): Promise<Report> => {
  const { reportScheduler, reportService } = reportsOn(db, clock);
  (await reportScheduler.request(key, undefined))._unsafeUnwrap();
  await generateAsked(db, clock);
  return (await reportService.get(key))._unsafeUnwrap();
};
