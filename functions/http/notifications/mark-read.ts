import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { markNotificationRead } from '../../../lib/notifications/notifications.contracts.ts';
import { inboxModule } from '../../../lib/notifications/notifications.module.ts';

const container = createContainer(databaseModule, identityModule, inboxModule);

/** PUT /notifications/{notificationId}/read: marks a notification of the caller as read. */
export const handler = httpHandler(markNotificationRead, container, ({ inbox }, { caller, params }) =>
  inbox.markRead(caller, params.notificationId),
);
