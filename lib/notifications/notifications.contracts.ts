import { defineServerEvent } from '../platform/realtime/server-event.ts';
import { notification } from './notifications.schema.ts';

/** To every device of a user. */
export const notificationSent = defineServerEvent('notification', notification);
