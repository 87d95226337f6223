import { notificationRepository } from './notifications.repository.ts';
import { createNotificationService } from './notifications.service.ts';

export const notificationsModule = {
  notifications: () => notificationRepository,
  notificationService: createNotificationService,
};
