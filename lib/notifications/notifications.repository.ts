import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { ERASED_USER_ID } from '../users/users.schema.ts';
import { news, notification, type News, type Notification } from './notifications.schema.ts';

const idRow = z.object({ id: z.string() });
const countRow = z.object({ count: z.number() });

export const notificationRepository = {
  async insert(
    db: Executor,
    { id, userId, type, message }: { id: string; userId: string; type: string; message: string },
  ): Promise<void> {
    await db.query(
      `-- notifications.insert, prepared
       insert into notifications (id, user_id, type, message) values ($1, $2, $3, $4)`,
      [id, userId, type, message],
    );
  },

  /**
   * Gives a notification to the next users in the order of their ids, from after one. Whoever has it keeps it as it is.
   *
   * @returns the ids of those users, in order; fewer than `limit` when there are no more
   */
  async insertForNext(
    db: Executor,
    { id, type, message, createdAt }: News,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<readonly string[]> {
    const rows = await db.query(
      `-- notifications.insert_for_next
       with reader as (
         select id from users where id > coalesce($5, '${ERASED_USER_ID}'::uuid) order by id limit $6
       ),
       given as (
         insert into notifications (user_id, id, type, message, created_at)
         select reader.id, $1, $2, $3, $4 from reader
         on conflict (user_id, id) do nothing
       )
       select id from reader order by id`,
      [id, type, message, createdAt, after ?? null, limit],
    );
    return rows.map(row => idRow.parse(row).id);
  },

  async find(db: Executor, userId: string, id: string): Promise<News | undefined> {
    const [row] = await db.query(
      `-- notifications.find
       select id, type, message, created_at as "createdAt" from notifications where user_id = $1 and id = $2`,
      [userId, id],
    );
    return row && news.parse(row);
  },

  /** A user's notifications, newest first, from below one id. */
  async list(
    db: Executor,
    userId: string,
    { before, unread, limit }: { before: string | undefined; unread: boolean; limit: number },
  ): Promise<readonly Notification[]> {
    const rows = await db.query(
      `-- notifications.list
       select id, type, message, created_at as "createdAt", read_at as "readAt"
       from notifications
       where user_id = $1 and ($2::uuid is null or id < $2) and (not $3::boolean or read_at is null)
       order by id desc
       limit $4`,
      [userId, before ?? null, unread, limit],
    );
    return rows.map(row => notification.parse(row));
  },

  async countUnread(db: Executor, userId: string): Promise<number> {
    const [row] = await db.query(
      `-- notifications.count_unread
       select count(*)::integer as count from notifications where user_id = $1 and read_at is null`,
      [userId],
    );
    return countRow.parse(row).count;
  },

  /** Marks a notification as read; one that is stays so since then. @returns whether the user has it */
  async markRead(db: Executor, userId: string, id: string): Promise<boolean> {
    const rows = await db.query(
      `-- notifications.mark_read
       with marked as (
         update notifications set read_at = now() where user_id = $1 and id = $2 and read_at is null
       )
       select id from notifications where user_id = $1 and id = $2`,
      [userId, id],
    );
    return rows.length === 1;
  },

  /** Marks a user's notifications as read, up to one or all of them. @returns how many were not */
  async markAllRead(db: Executor, userId: string, upTo: string | undefined): Promise<number> {
    const [row] = await db.query(
      `-- notifications.mark_all_read
       with marked as (
         update notifications set read_at = now()
         where user_id = $1 and read_at is null and ($2::uuid is null or id <= $2)
         returning id
       )
       select count(*)::integer as count from marked`,
      [userId, upTo ?? null],
    );
    return countRow.parse(row).count;
  },

  async userExists(db: Executor, userId: string): Promise<boolean> {
    const rows = await db.query(
      `-- notifications.user_exists
       select from users where id = $1 and id <> '${ERASED_USER_ID}'`,
      [userId],
    );
    return rows.length === 1;
  },
} as const;

export type NotificationRepository = typeof notificationRepository;
