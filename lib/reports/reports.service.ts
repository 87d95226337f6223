import { err, ok, type Result } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { periodBefore } from './reports.calendar.ts';
import { reportNotFound, type ReportNotFound } from './reports.errors.ts';
import type { ReportListRepository } from './reports.lists.repository.ts';
import type { ReportRepository } from './reports.repository.ts';
import {
  localDate,
  type Report,
  type ReportKey,
  type ReportKind,
  type ReportSummary,
  type TrendPoint,
} from './reports.schema.ts';

/** Periods shown beside a report, this one included. */
const TREND_PERIODS = 14;

export interface ReportListerDeps {
  readonly db: Database;
  readonly reportLists: ReportListRepository;
}

export interface ReportServiceDeps {
  readonly db: Database;
  readonly reports: ReportRepository;
}

/** Where the page of a report is; a mail's link is this path, signed. */
export const reportPagePath = ({ kind, date }: ReportKey): string => `/reports/${kind}/${date}/page`;

/** Finding reports. */
export const createReportLister = ({ db, reportLists }: ReportListerDeps) => ({
  async list(query: {
    kind: ReportKind;
    limit: number;
    cursor?: string | undefined;
  }): Promise<Result<Page<ReportSummary>, InvalidRequest>> {
    const before = readCursor(query.cursor, localDate);
    if (before.isErr()) return err(before.error);
    const rows = await reportLists.list(db, {
      kind: query.kind,
      before: before.value,
      limit: query.limit + 1,
    });
    return ok(toPage(rows, query.limit, ({ date }) => date));
  },
});

/** Reading and deleting reports. */
export const createReportService = ({ db, reports }: ReportServiceDeps) => ({
  async get(key: ReportKey): Promise<Result<Report, ReportNotFound>> {
    const found = await reports.find(db, key);
    return found === undefined ? err(reportNotFound) : ok(found);
  },

  /** The latest periods up to that of a report, oldest first, from the first that has a report; one that has none is zero. */
  async trend({ kind, date, zone }: Report): Promise<readonly TrendPoint[]> {
    const keys: ReportKey[] = [{ kind, date }];
    for (let key: ReportKey = { kind, date }; keys.length < TREND_PERIODS; keys.unshift(key))
      key = periodBefore(key, zone);
    const [oldest = { date }] = keys;
    const points = await reports.trend(db, { kind, date }, oldest.date);
    return keys
      .filter(key => key.date >= (points[0]?.date ?? date))
      .map(key => points.find(point => point.date === key.date) ?? { date: key.date, revenue: [] });
  },

  async remove(key: ReportKey): Promise<Result<void, ReportNotFound>> {
    return (await reports.remove(db, key)) ? ok() : err(reportNotFound);
  },
});

export type ReportService = ReturnType<typeof createReportService>;
