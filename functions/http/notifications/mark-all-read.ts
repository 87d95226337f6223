import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { markAllNotificationsRead } from '../../../lib/notifications/notifications.contracts.ts';
import { inboxModule } from '../../../lib/notifications/notifications.module.ts';

const container = createContainer(databaseModule, identityModule, inboxModule);

/** POST /notifications/read-all: marks the notifications of the caller as read. */
export const handler = httpHandler(markAllNotificationsRead, container, ({ inbox }, { caller, query }) =>
  inbox.markAllRead(caller, query),
);
