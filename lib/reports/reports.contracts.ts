import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import { report, reportJob, reportKey, reportKind, reportSummary } from './reports.schema.ts';

export const generateReport = defineRoute({
  method: 'POST',
  path: '/reports',
  summary:
    'Have the report of a period generated, in the background; a period that is not over gets a provisional one',
  access: 'admin',
  body: reportKey,
  status: 202,
  data: reportJob,
  idempotent: true,
  errors: ['report.no_such_period', 'report.future_date', 'idempotency.key_reused', 'idempotency.in_flight'],
});

export const listReports = defineRoute({
  method: 'GET',
  path: '/reports',
  summary: 'List the reports of a kind, newest first',
  access: 'admin',
  query: pageQuery.extend({ kind: reportKind.default('daily') }),
  status: 200,
  data: reportSummary,
  paged: true,
  errors: [],
});

export const getReport = defineRoute({
  method: 'GET',
  path: '/reports/{kind}/{date}',
  summary: 'Get a report as JSON, as CSV or as a page with charts, by the Accept header',
  access: 'admin',
  params: reportKey,
  status: 200,
  data: report,
  alsoAs: ['text/csv', 'text/html'],
  errors: ['report.not_found'],
});

export const openReport = defineRoute({
  method: 'GET',
  path: '/reports/{kind}/{date}/page',
  summary: 'Open the page of a report by the signed link of its mail',
  access: 'public',
  params: reportKey,
  query: z.strictObject({ expires: z.coerce.number().int(), signature: z.string().max(100) }),
  status: 200,
  data: report,
  alsoAs: ['text/html'],
  errors: ['report.not_found', 'report.link_expired'],
});

export const deleteReport = defineRoute({
  method: 'DELETE',
  path: '/reports/{kind}/{date}',
  summary: 'Delete a report, such as to have it made anew',
  access: 'admin',
  params: reportKey,
  status: 204,
  data: z.void(),
  errors: ['report.not_found'],
});

/** What a schedule asks for. */
export const scheduledReports = z.object({ kind: reportKind });
