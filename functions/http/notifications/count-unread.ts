import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule } from '../../../lib/app/platform.modules.ts';
import { countUnreadNotifications } from '../../../lib/notifications/notifications.contracts.ts';
import { inboxModule } from '../../../lib/notifications/notifications.module.ts';

const container = createContainer(databaseModule, identityModule, inboxModule);

/** GET /notifications/unread-count: counts what the caller has not read. */
export const handler = httpHandler(countUnreadNotifications, container, ({ inbox }, { caller }) =>
  inbox.countUnread(caller),
);
