import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { scheduleHandler } from '../../lib/app/schedule-handler.ts';
import { reportSchedulingModule } from '../../lib/reports/reports.module.ts';

const container = createContainer(databaseModule, queueModule, reportSchedulingModule);

/** At 02:00 in New York: asks for the report of the day that has ended. */
export const handler = scheduleHandler(container, ({ reportScheduler }) =>
  reportScheduler.requestYesterday(),
);
