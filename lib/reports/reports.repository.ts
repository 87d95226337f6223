import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { computeFigures } from './figures.sql.ts';
import { figures, report, type Figures, type Report } from './reports.schema.ts';

const idRow = z.object({ id: z.string() });

export const reportRepository = {
  /** The figures from one local date until, and without, another. */
  async compute(db: Executor, since: string, until: string, zone: string): Promise<Figures> {
    const [row] = await db.query(computeFigures, [since, until, zone]);
    return figures.parse(row);
  },

  /** Stores a report. A final one is written once: a second is left out. @returns whether it was written */
  async save(
    db: Executor,
    { kind, date, zone, final, figures, previous, generatedAt }: Report,
  ): Promise<boolean> {
    const rows = await db.query(
      `-- reports.save
       insert into reports (kind, period_start, zone, final, figures, generated_at)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (kind, period_start) do update
         set zone = excluded.zone, final = excluded.final, figures = excluded.figures, generated_at = excluded.generated_at
         where not reports.final
       returning kind`,
      [kind, date, zone, final, JSON.stringify({ figures, previous }), generatedAt],
    );
    return rows.length === 1;
  },

  async find(db: Executor, date: string): Promise<Report | undefined> {
    const [row] = await db.query(
      `-- reports.find
       select kind, period_start::text as date, zone, final, figures -> 'figures' as figures,
              figures -> 'previous' as previous, generated_at as "generatedAt"
       from reports
       where kind = 'daily' and period_start = $1`,
      [date],
    );
    return row && report.parse(row);
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
