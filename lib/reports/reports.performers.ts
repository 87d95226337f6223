import { ok } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import type { Clock } from '../platform/clock/clock.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import type { NewJob } from '../platform/jobs/job.ts';
import { settled } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import { isOver, periodEnd, startOfDate } from './reports.calendar.ts';
import type { ReportComputer } from './reports.computing.service.ts';
import { reportCsv } from './reports.csv.ts';
import type { ListedFigure } from './reports.figures.ts';
import { reportGenerate } from './reports.jobs.ts';
import { formatChange, formatValue } from './reports.format.ts';
import { attentionOf, keyFigures } from './reports.highlights.ts';
import type { ReportRepository } from './reports.repository.ts';
import type { Report } from './reports.schema.ts';
import { reportPagePath } from './reports.service.ts';

interface Deps {
  readonly db: Database;
  readonly reports: ReportRepository;
  readonly reportComputer: ReportComputer;
  readonly emailService: EmailService;
  readonly clock: Clock;
}

/** The share of the work that is computing; the rest is storing and mailing. */
const COMPUTING = 0.9;

/** One report a period: written once when it is over, and computed anew at each request until then. */
export const performReportGenerate = perform(
  reportGenerate,
  ({ db, reports, reportComputer, emailService, clock }: Deps) =>
    async (key, attempt) => {
      const { REPORT_TIME_ZONE: zone } = config(sections.reports);
      // Asked before counting: what is counted before the end is never final.
      const now = clock.now();
      const final = isOver(key, zone, now);
      const computed = await reportComputer.compute(key, zone, share => attempt.progress(share * COMPUTING));
      const generatedAt = now.toISOString();
      const report: Report = { ...key, until: periodEnd(key, zone), zone, final, ...computed, generatedAt };
      await withTransaction(db, async tx => {
        const isNew = await reports.save(tx, report);
        const isNews = isNew && final && isRecent(report, now);
        const next = isNews ? await mailsOf(report, tx, reports, emailService) : [];
        return ok(await attempt.complete(tx, { result: { ...key, final, isNew }, next }));
      });
      return settled;
    },
);

/** Reports of older periods, caught up or asked for, are for those who look for them. */
const MAILED_FOR_MILLISECONDS = 7 * 86_400_000;

const isRecent = ({ until, zone }: Report, now: Date): boolean =>
  now.getTime() - startOfDate(until, zone).getTime() < MAILED_FOR_MILLISECONDS;

/** Without it, Excel takes the file for one in the encoding of the machine. */
const BYTE_ORDER_MARK = '\ufeff';

/** As in `1,284 (+9.9 %)`. */
const inMail = (figure: ListedFigure): string => {
  const value = formatValue(figure, figure.value);
  const change = formatChange(figure);
  return change === undefined ? value : `${value} (${change})`;
};

const mailsOf = async (
  report: Report,
  tx: Transaction,
  reports: ReportRepository,
  emailService: EmailService,
): Promise<NewJob[]> => {
  const { kind, date } = report;
  const data = {
    kind,
    date,
    attention: [...attentionOf(report)],
    figures: keyFigures(report).map(({ label, figure }) => ({ label, value: inMail(figure) })),
    path: reportPagePath(report),
    csv: BYTE_ORDER_MARK + reportCsv(report),
  };
  const jobs: NewJob[] = [];
  for (const userId of await reports.administrators(tx))
    jobs.push(await emailService.compose(tx, userId, { template: 'report', data }));
  return jobs;
};
