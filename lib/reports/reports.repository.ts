import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { reportGenerate } from './reports.jobs.ts';
import { SUMMARY_COLUMNS } from './reports.lists.repository.ts';
import {
  report,
  trendPoint,
  type Report,
  type ReportKey,
  type ReportKind,
  type TrendPoint,
} from './reports.schema.ts';

const idRow = z.object({ id: z.string() });
const dateRow = z.object({ date: z.string() });

export const reportRepository = {
  /** Stores a report. A final one is written once: a second is left out. @returns whether it was written */
  async save(
    db: Executor,
    { kind, date, until, zone, final, figures, previous, generatedAt }: Report,
  ): Promise<boolean> {
    const rows = await db.query(
      `-- reports.save
       insert into reports (kind, period_start, period_end, zone, final, figures, generated_at)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (kind, period_start) do update
         set zone = excluded.zone, final = excluded.final, figures = excluded.figures, generated_at = excluded.generated_at
         where not reports.final
       returning kind`,
      [kind, date, until, zone, final, JSON.stringify({ figures, previous }), generatedAt],
    );
    return rows.length === 1;
  },

  async find(db: Executor, { kind, date }: ReportKey): Promise<Report | undefined> {
    const [row] = await db.query(
      `-- reports.find
       select ${SUMMARY_COLUMNS}, figures -> 'figures' as figures, figures -> 'previous' as previous
       from reports
       where kind = $1 and period_start = $2`,
      [kind, date],
    );
    return row && report.parse(row);
  },

  /** The revenue of the reports of a kind from a date up to and with a period, oldest first. */
  async trend(db: Executor, { kind, date }: ReportKey, since: string): Promise<readonly TrendPoint[]> {
    const rows = await db.query(
      `-- reports.trend
       select period_start::text as date, figures #> '{figures,revenue}' as revenue
       from reports
       where kind = $1 and period_start between $2 and $3
       order by period_start`,
      [kind, since, date],
    );
    return rows.map(row => trendPoint.parse(row));
  },

  async remove(db: Executor, { kind, date }: ReportKey): Promise<boolean> {
    const rows = await db.query(
      `-- reports.remove
       delete from reports where kind = $1 and period_start = $2 returning kind`,
      [kind, date],
    );
    return rows.length === 1;
  },

  /** The first dates of the final reports of a kind from a date on. */
  async finalSince(db: Executor, kind: ReportKind, since: string): Promise<readonly string[]> {
    const rows = await db.query(
      `-- reports.final_since
       select period_start::text as date from reports where kind = $1 and final and period_start >= $2 order by period_start`,
      [kind, since],
    );
    return rows.map(row => dateRow.parse(row).date);
  },

  /** The first dates from a date on, in order, of the reports of a kind for which a job failed. */
  async failedSince(db: Executor, kind: ReportKind, since: string): Promise<readonly string[]> {
    const { queue, name } = reportGenerate;
    const rows = await db.query(
      `-- reports.failed_since
       select distinct payload ->> 'date' as date from jobs join job_payloads on job_id = id
       where queue = $1 and state = 'failed' and name = $2 and payload ->> 'kind' = $3 and payload ->> 'date' >= $4
       order by date`,
      [queue, name, kind, since],
    );
    return rows.map(row => dateRow.parse(row).date);
  },

  async administrators(db: Executor): Promise<readonly string[]> {
    const rows = await db.query(
      `-- reports.administrators
       select id from users where role = 'admin' order by id`,
    );
    return rows.map(row => idRow.parse(row).id);
  },
} as const;

export type ReportRepository = typeof reportRepository;
