import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { emailsModule } from '../../lib/emails/emails.module.ts';
import { maintenanceModule } from '../../lib/maintenance/maintenance.module.ts';
import { performMaintenancePrune } from '../../lib/maintenance/maintenance.performers.ts';
import { notificationsModule } from '../../lib/notifications/notifications.module.ts';
import { performOrderShip } from '../../lib/orders/orders.performers.ts';
import { orderWorkflowModule } from '../../lib/orders/orders.workflow.module.ts';

const platform = [databaseModule, queueModule, broadcastModule] as const;
const domains = [emailsModule, notificationsModule, orderWorkflowModule, maintenanceModule] as const;

/** The low-priority queue: what can wait. */
export const handler = queueHandler(createContainer(...platform, ...domains), [
  performOrderShip,
  performMaintenancePrune,
]);
