export interface NotificationNotFound {
  readonly code: 'notification.not_found';
  readonly detail: string;
}
export interface AlreadySent {
  readonly code: 'notification.already_sent';
  readonly detail: string;
}

export type NotificationError = NotificationNotFound | AlreadySent;

/** The same for a notification of others and for none at all. */
export const notificationNotFound: NotificationNotFound = {
  code: 'notification.not_found',
  detail: 'There is no such notification.',
};

export const alreadySent: AlreadySent = {
  code: 'notification.already_sent',
  detail: 'It has been sent, or is being sent just now: it can no longer be cancelled.',
};
