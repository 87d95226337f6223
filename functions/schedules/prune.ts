import { createContainer } from '../../lib/app/container.ts';
import { databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { noInput, scheduleHandler } from '../../lib/app/schedule-handler.ts';
import { maintenanceSchedulingModule } from '../../lib/maintenance/maintenance.module.ts';

const container = createContainer(databaseModule, queueModule, maintenanceSchedulingModule);

/** Each hour: has rows removed whose time is over. */
export const handler = scheduleHandler(noInput, container, ({ maintenanceScheduler }) =>
  maintenanceScheduler.requestPrune(),
);
