import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { notificationNotFound, type NotificationNotFound } from './notifications.errors.ts';
import type { NotificationRepository } from './notifications.repository.ts';
import type { Notification, NotificationQuery } from './notifications.schema.ts';

const position = z.guid();

export interface InboxDeps {
  readonly db: Database;
  readonly notifications: NotificationRepository;
}

/** What users do with their own notifications. */
export const createInbox = ({ db, notifications }: InboxDeps) => ({
  async list(
    { userId }: Principal,
    { cursor, limit, unread }: NotificationQuery,
  ): Promise<Result<Page<Notification>, InvalidRequest>> {
    const before = readCursor(cursor, position);
    if (before.isErr()) return err(before.error);
    const found = await notifications.list(db, userId, {
      before: before.value,
      unread: unread === 'true',
      limit: limit + 1,
    });
    return ok(toPage(found, limit, ({ id }) => id));
  },

  async countUnread({ userId }: Principal): Promise<Result<{ count: number }, never>> {
    return ok({ count: await notifications.countUnread(db, userId) });
  },

  /** Marks one as read, however often it is called. */
  async markRead({ userId }: Principal, id: string): Promise<Result<void, NotificationNotFound>> {
    return (await notifications.markRead(db, userId, id)) ? ok() : err(notificationNotFound);
  },

  /** Marks those up to one as read, or all. */
  async markAllRead(
    { userId }: Principal,
    { upTo }: { readonly upTo?: string | undefined },
  ): Promise<Result<{ read: number }, never>> {
    return ok({ read: await notifications.markAllRead(db, userId, upTo) });
  },
});
