import type { Executor } from '../platform/db/database.ts';
import { reportSummary, type ReportKind, type ReportSummary } from './reports.schema.ts';

/** Of `ReportSummary`. */
export const SUMMARY_COLUMNS = `kind, period_start::text as date, period_end::text as until, zone, final, generated_at as "generatedAt"`;

export const reportListRepository = {
  /** Reports of a kind, newest first, from before a date. */
  async list(
    db: Executor,
    { kind, before, limit }: { kind: ReportKind; before: string | undefined; limit: number },
  ): Promise<readonly ReportSummary[]> {
    const rows = await db.query(
      `-- reports.list
       select ${SUMMARY_COLUMNS}
       from reports
       where kind = $1 and ($2::date is null or period_start < $2)
       order by period_start desc
       limit $3`,
      [kind, before ?? null, limit],
    );
    return rows.map(row => reportSummary.parse(row));
  },
} as const;

export type ReportListRepository = typeof reportListRepository;
