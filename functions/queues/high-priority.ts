import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { emailsModule } from '../../lib/emails/emails.module.ts';
import { performEmailSendUrgent } from '../../lib/emails/emails.performers.ts';
import { emailSendingModule } from '../../lib/emails/emails.sending.module.ts';
import { notificationsModule } from '../../lib/notifications/notifications.module.ts';
import { notificationPerformers } from '../../lib/notifications/notifications.performers.ts';
import * as orders from '../../lib/orders/orders.performers.ts';
import { orderWorkflowModule } from '../../lib/orders/orders.workflow.module.ts';
import { paymentsModule } from '../../lib/payments/payments.module.ts';
import { resetTokensModule } from '../../lib/users/users.module.ts';

const platform = [databaseModule, queueModule, broadcastModule] as const;
const domains = [emailsModule, notificationsModule, paymentsModule, orderWorkflowModule] as const;
const mails = [emailSendingModule, resetTokensModule] as const;

/** The high-priority queue: what somebody is waiting for. */
export const handler = queueHandler(createContainer(...platform, ...domains, ...mails), [
  orders.performOrderValidate,
  orders.performOrderPay,
  orders.performOrderRefund,
  ...notificationPerformers,
  performEmailSendUrgent,
]);
