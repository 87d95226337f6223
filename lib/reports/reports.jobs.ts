import { defineJob } from '../platform/jobs/job.ts';
import { reportKey } from './reports.schema.ts';

/** Computes the report of one period, and mails it to the administrators once the period is over. */
export const reportGenerate = defineJob({
  name: 'report.generate',
  queue: 'reports',
  payload: reportKey,
  timeoutSeconds: 90,
});
