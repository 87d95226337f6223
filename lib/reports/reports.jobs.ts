import { defineJob } from '../platform/jobs/job.ts';
import { reportRequest } from './reports.schema.ts';

/** Computes the report of one local date and mails it to the administrators once it is final. */
export const reportGenerate = defineJob({
  name: 'report.generate',
  queue: 'reports',
  payload: reportRequest,
  timeoutSeconds: 60,
});
