import { ok } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import type { NewJob } from '../platform/jobs/job.ts';
import { settled } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import { dayAfter, dayBefore, localDateAt } from './reports.calendar.ts';
import { reportGenerate } from './reports.jobs.ts';
import type { ReportRepository } from './reports.repository.ts';
import type { Report } from './reports.schema.ts';

interface Deps {
  readonly db: Database;
  readonly reports: ReportRepository;
  readonly emailService: EmailService;
  readonly clock: Clock;
}

/** One report a date: written once when the day is over, and computed anew at each request until then. */
export const performReportGenerate = perform(
  reportGenerate,
  ({ db, reports, emailService, clock }: Deps) =>
    async ({ date }, attempt) => {
      const { REPORT_TIME_ZONE: zone } = config('reports');
      const today = localDateAt(clock.now(), zone);
      await withTransaction(db, async tx => {
        const report: Report = {
          kind: 'daily',
          date,
          zone,
          final: date < today,
          figures: await reports.compute(tx, date, dayAfter(date), zone),
          previous: await reports.compute(tx, dayBefore(date), date, zone),
          generatedAt: clock.now().toISOString(),
        };
        const isNew = await reports.save(tx, report);
        const next = isNew && report.final ? await mailsOf(report, tx, reports, emailService) : [];
        return ok(await attempt.complete(tx, { result: { date, final: report.final, isNew }, next }));
      });
      return settled;
    },
);

const mailsOf = async (
  { date, figures }: Report,
  tx: Transaction,
  reports: ReportRepository,
  emailService: EmailService,
): Promise<NewJob[]> => {
  const keyFigures = [
    { label: 'Orders', value: String(figures.orders) },
    ...figures.revenue.map(({ currency, cents }) => ({
      label: `Revenue (${currency})`,
      value: (cents / 100).toFixed(2),
    })),
    { label: 'New users', value: String(figures.newUsers) },
  ];
  const jobs: NewJob[] = [];
  for (const userId of await reports.administrators(tx))
    jobs.push(
      await emailService.compose(tx, userId, {
        template: 'daily-report',
        data: { date, figures: keyFigures },
      }),
    );
  return jobs;
};
