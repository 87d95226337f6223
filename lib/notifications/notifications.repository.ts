import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { notification } from './notifications.schema.ts';

const addressed = notification.extend({ userId: z.string() });

export const notificationRepository = {
  async insert(
    db: Executor,
    { id, userId, type, message }: { id: string; userId: string; type: string; message: string },
  ): Promise<void> {
    await db.query(
      `-- notifications.insert
       insert into notifications (id, user_id, type, message) values ($1, $2, $3, $4)`,
      [id, userId, type, message],
    );
  },

  async find(db: Executor, id: string) {
    const [row] = await db.query(
      `-- notifications.find
       select id, user_id as "userId", type, message, created_at as "createdAt" from notifications where id = $1`,
      [id],
    );
    return row && addressed.parse(row);
  },
} as const;

export type NotificationRepository = typeof notificationRepository;
