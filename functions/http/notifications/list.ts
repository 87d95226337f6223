import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { listNotifications } from '../../../lib/notifications/notifications.contracts.ts';
import { inboxModule } from '../../../lib/notifications/notifications.module.ts';

const container = createContainer(databaseModule, identityModule, inboxModule);

/** GET /notifications: lists the notifications of the caller. */
export const handler = httpHandler(listNotifications, container, ({ inbox }, { caller, query }) =>
  inbox.list(caller, query),
);
