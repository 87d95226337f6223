import { createMaintenanceScheduler, createPruner } from './maintenance.service.ts';

/** For the function that asks for maintenance; it also needs the queue module. */
export const maintenanceSchedulingModule = { maintenanceScheduler: createMaintenanceScheduler };

/** For the function of the queue that does it. */
export const maintenanceModule = { pruner: createPruner };
