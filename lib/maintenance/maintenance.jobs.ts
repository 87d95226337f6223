import * as z from 'zod';
import { defineJob } from '../platform/jobs/job.ts';

const SECONDS_PER_DAY = 24 * 3600;

/** Removes rows whose time is over. */
export const maintenancePrune = defineJob({
  name: 'maintenance.prune',
  queue: 'low-priority',
  payload: z.strictObject({}),
  retentionSeconds: SECONDS_PER_DAY,
  // The next hour does the work of one that failed.
  failedRetentionSeconds: 7 * SECONDS_PER_DAY,
});
