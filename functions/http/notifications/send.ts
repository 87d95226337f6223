import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, queueModule } from '../../../lib/app/platform.modules.ts';
import { sendNotification } from '../../../lib/notifications/notifications.contracts.ts';
import { announcementsModule } from '../../../lib/notifications/notifications.module.ts';
import { sessionGuardModule } from '../../../lib/sessions/sessions.module.ts';

const container = createContainer(
  databaseModule,
  identityModule,
  sessionGuardModule,
  queueModule,
  announcementsModule,
);

/** POST /notifications: has a notification sent, now or later. */
export const handler = httpHandler(
  sendNotification,
  container,
  ({ announcementService }, { body, idempotency }) => announcementService.send(body, idempotency),
);
