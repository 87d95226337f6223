import { ok } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import type { Database, Executor } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import type { NewJob } from '../platform/jobs/job.ts';
import { settled } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import { localDateAt, periodBefore, periodEnd } from './reports.calendar.ts';
import { reportCsv } from './reports.csv.ts';
import { listFigures } from './reports.figures.ts';
import { reportGenerate } from './reports.jobs.ts';
import { formatCount, formatMoney } from './reports.money.ts';
import type { ReportRepository } from './reports.repository.ts';
import type { Figures, Report, ReportKey } from './reports.schema.ts';
import { reportPagePath } from './reports.service.ts';

interface Deps {
  readonly db: Database;
  readonly reports: ReportRepository;
  readonly emailService: EmailService;
  readonly clock: Clock;
}

/** One report a period: written once when it is over, and computed anew at each request until then. */
export const performReportGenerate = perform(
  reportGenerate,
  ({ db, reports, emailService, clock }: Deps) =>
    async (key, attempt) => {
      const { REPORT_TIME_ZONE: zone } = config('reports');
      const until = periodEnd(key);
      const figures = await computeFigures(db, reports, key, zone);
      await attempt.progress(0.5);
      const previous = await computeFigures(db, reports, periodBefore(key), zone);
      const final = until <= localDateAt(clock.now(), zone);
      const report: Report = {
        ...key,
        until,
        zone,
        final,
        figures,
        previous,
        generatedAt: clock.now().toISOString(),
      };
      await withTransaction(db, async tx => {
        const isNew = await reports.save(tx, report);
        const next = isNew && final ? await mailsOf(report, tx, reports, emailService) : [];
        return ok(await attempt.complete(tx, { result: { ...key, final, isNew }, next }));
      });
      return settled;
    },
);

/** Rows of finished jobs last a week: a longer period adds up what its days said. */
const computeFigures = async (
  db: Executor,
  reports: ReportRepository,
  key: ReportKey,
  zone: string,
): Promise<Figures> => {
  const figures = await reports.compute(db, key.date, periodEnd(key), zone);
  if (key.kind === 'daily') return figures;
  const totals = await reports.jobTotals(db, key.date, periodEnd(key));
  return { ...figures, jobs: { ...figures.jobs, ...totals } };
};

const MAILED: readonly (readonly [section: string, figure: string, label: string])[] = [
  ['orders', 'placed', 'Orders'],
  ['orders', 'shipped', 'Shipped'],
  ['revenue', 'received', 'Revenue'],
  ['users', 'new', 'New users'],
  ['messages', 'sent', 'Messages'],
  ['jobs', 'failed', 'Failed jobs'],
];

const mailsOf = async (
  report: Report,
  tx: Transaction,
  reports: ReportRepository,
  emailService: EmailService,
): Promise<NewJob[]> => {
  const listed = listFigures(report);
  const keyFigures = MAILED.flatMap(([section, figure, label]) =>
    listed
      .filter(entry => entry.section === section && entry.figure === figure)
      .map(({ value, currency }) => ({
        label,
        value: currency === '' ? formatCount(value) : formatMoney(value, currency),
      })),
  );
  const { kind, date } = report;
  const data = { kind, date, figures: keyFigures, path: reportPagePath(report), csv: reportCsv(report) };
  const jobs: NewJob[] = [];
  for (const userId of await reports.administrators(tx))
    jobs.push(await emailService.compose(tx, userId, { template: 'report', data }));
  return jobs;
};
