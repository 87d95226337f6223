import { createAnnouncementService } from './announcements.service.ts';
import { createInbox } from './inbox.service.ts';
import { notificationRepository } from './notifications.repository.ts';
import { createNotificationService } from './notifications.service.ts';

const notifications = () => notificationRepository;

/** For functions that tell users something. */
export const notificationsModule = { notifications, notificationService: createNotificationService };

/** For functions in which users read what they were told. */
export const inboxModule = { notifications, inbox: createInbox };

/** For functions in which administrators tell users something; they also need the queue. */
export const announcementsModule = {
  notifications,
  notificationService: createNotificationService,
  announcementService: createAnnouncementService,
};
