import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { localDate, report, reportJob, reportRequest } from './reports.schema.ts';

export const generateReport = defineRoute({
  method: 'POST',
  path: '/reports/daily',
  summary: 'Have the report of a date generated',
  access: 'admin',
  body: reportRequest,
  status: 202,
  data: reportJob,
  errors: ['report.future_date'],
});

export const getReport = defineRoute({
  method: 'GET',
  path: '/reports/daily/{date}',
  summary: 'Get the report of a date',
  access: 'admin',
  params: z.strictObject({ date: localDate }),
  status: 200,
  data: report,
  errors: ['report.not_found'],
});
