import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import { report, reportJob, reportKey, reportKind, reportSummary } from './reports.schema.ts';

export const generateReport = defineRoute({
  method: 'POST',
  path: '/reports',
  summary: 'Have the report of a period generated',
  description:
    'It is generated in the background: `GET /jobs/{jobId}` shows how far it has come. A period that is not over gets a provisional report, computed anew at each request. A final report is written once: to have it made anew, delete it first.',
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
  summary: 'Get a report',
  description:
    'As JSON, as CSV or as a page with charts, by the Accept header; as JSON where that names none of them. The CSV has a line for each figure and that of the period before, money in hundredths of its currency.',
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
  summary: 'Open the page of a report',
  description: 'By the signed link of its mail, which opens this report for a week, and nothing else.',
  access: 'public',
  params: reportKey,
  query: z.strictObject({
    expires: z.coerce.number().int().describe('In seconds since 1970'),
    signature: z.string().max(100),
  }),
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

/** What a schedule asks for: the missing reports of a kind, or of every kind. */
export const scheduledReports = z.object({ kind: reportKind.optional() });
