import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, dispatcherModule, queueModule } from '../../lib/app/platform.modules.ts';
import {
  bulkCancellingModule,
  bulkRetryingModule,
  deadLetterReadingModule,
  jobCancellingModule,
  jobListModule,
  jobReadingModule,
  jobRetryingModule,
  queuePausingModule,
  queueReadingModule,
  queueResumingModule,
  redrivingModule,
} from '../../lib/jobs/jobs.module.ts';
import { systemClock } from '../../lib/platform/clock/clock.ts';
import type { Log } from '../../lib/platform/log/log.ts';

/** A terminal has all day; the database's own time-outs stay. */
const ALL_DAY_MILLISECONDS = 24 * 3600 * 1000;

const container = createContainer(
  databaseModule,
  queueModule,
  dispatcherModule,
  jobListModule,
  jobReadingModule,
  jobRetryingModule,
  jobCancellingModule,
  bulkRetryingModule,
  bulkCancellingModule,
  queueReadingModule,
  queuePausingModule,
  queueResumingModule,
  deadLetterReadingModule,
  redrivingModule,
);
/** The services that the API has for administrators. */
export const servicesFor = (log: Log) =>
  container.scope({ log, clock: systemClock, deadline: Date.now() + ALL_DAY_MILLISECONDS });

export type Services = ReturnType<typeof servicesFor>;
