import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { cancelNotification } from '../../../lib/notifications/notifications.contracts.ts';
import { announcementsModule } from '../../../lib/notifications/notifications.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  queueModule,
  announcementsModule,
);

/** DELETE /notifications/scheduled/{notificationId}: takes back one that has not been sent. */
export const handler = httpHandler(cancelNotification, container, ({ announcementService }, { params }) =>
  announcementService.cancel(params.notificationId),
);
