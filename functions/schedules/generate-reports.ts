import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { scheduleHandler } from '../../lib/app/schedule-handler.ts';
import { reportSchedulingModule } from '../../lib/reports/reports.module.ts';
import { scheduledReports } from '../../lib/reports/reports.contracts.ts';

const container = createContainer(databaseModule, queueModule, reportSchedulingModule);

/** After each day, week and month: asks for the reports of the periods that have ended and have none. */
export const handler = scheduleHandler(scheduledReports, container, ({ reportScheduler }, { kind }) =>
  reportScheduler.requestMissing(kind),
);
