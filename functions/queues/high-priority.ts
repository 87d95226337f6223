import { createContainer } from '../../lib/app/container.ts';
import { broadcastModule, databaseModule, queueModule } from '../../lib/app/platform.modules.ts';
import { queueHandler } from '../../lib/app/queue-handler.ts';
import { emailsModule } from '../../lib/emails/emails.module.ts';
import { performEmailSendUrgent } from '../../lib/emails/emails.performers.ts';
import { emailSendingModule } from '../../lib/emails/emails.sending.module.ts';
import { notificationsModule } from '../../lib/notifications/notifications.module.ts';
import { notificationPerformers } from '../../lib/notifications/notifications.performers.ts';
import { orderPaymentPerformers } from '../../lib/orders/orders.payment.performers.ts';
import { performOrderValidate } from '../../lib/orders/orders.performers.ts';
import { orderPaymentsModule, orderWorkflowModule } from '../../lib/orders/orders.workflow.module.ts';
import { paymentsModule, requirePayments } from '../../lib/payments/payments.module.ts';
import { resetTokensModule } from '../../lib/users/users.module.ts';

requirePayments();
const platform = [databaseModule, queueModule, broadcastModule, emailsModule, notificationsModule] as const;
const orders = [paymentsModule, orderWorkflowModule, orderPaymentsModule] as const;
const mails = [emailSendingModule, resetTokensModule] as const;
const container = createContainer(...platform, ...orders, ...mails);

/** The high-priority queue: what somebody is waiting for. */
const performers = [performOrderValidate, ...orderPaymentPerformers, ...notificationPerformers];
export const handler = queueHandler(container, [...performers, performEmailSendUrgent]);
