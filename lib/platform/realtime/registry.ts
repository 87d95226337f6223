import * as z from 'zod';
import type { Executor } from '../db/database.ts';

const connectionRow = z.object({ id: z.string() });
const idsOf = (rows: readonly unknown[]): readonly string[] => rows.map(row => connectionRow.parse(row).id);

/** Who is connected, and which connection listens to which room. */
export const connectionRegistry = {
  async add(
    db: Executor,
    { id, userId, sessionId }: { id: string; userId: string; sessionId: string },
  ): Promise<void> {
    await db.query(
      `-- connections.add: API Gateway may repeat a $connect
       insert into connections (id, user_id, session_id) values ($1, $2, $3) on conflict (id) do nothing`,
      [id, userId, sessionId],
    );
  },

  async remove(db: Executor, ids: readonly string[]): Promise<void> {
    await db.query(
      `-- connections.remove: subscriptions go with them
       delete from connections where id = any ($1::text[])`,
      [ids],
    );
  },

  /** Forgets the connections of sessions that have ended: nothing is posted to them from then on. */
  async removeOfSessions(db: Executor, sessionIds: readonly string[]): Promise<void> {
    await db.query(
      `-- connections.remove_of_sessions: subscriptions go with them
       delete from connections where session_id = any ($1::uuid[])`,
      [sessionIds],
    );
  },

  /** Subscribes an open connection; nothing when the connection is gone meanwhile. */
  async subscribe(db: Executor, connectionId: string, roomId: string): Promise<void> {
    await db.query(
      `-- subscriptions.add
       insert into subscriptions (room_id, connection_id)
       select $2, id from connections where id = $1
       on conflict do nothing`,
      [connectionId, roomId],
    );
  },

  async unsubscribe(db: Executor, connectionId: string, roomId: string): Promise<void> {
    await db.query(
      `-- subscriptions.remove
       delete from subscriptions where connection_id = $1 and room_id = $2`,
      [connectionId, roomId],
    );
  },

  /** Ends what all connections of a user hear of a room. */
  async unsubscribeUser(db: Executor, userId: string, roomId: string): Promise<void> {
    await db.query(
      `-- subscriptions.remove_user
       delete from subscriptions
       using connections
       where subscriptions.room_id = $2 and connections.id = subscriptions.connection_id and connections.user_id = $1`,
      [userId, roomId],
    );
  },

  async ofRoom(db: Executor, roomId: string): Promise<readonly string[]> {
    return idsOf(
      await db.query(
        `-- connections.of_room
         select connection_id as id from subscriptions where room_id = $1 order by connection_id`,
        [roomId],
      ),
    );
  },

  /** Every device of a user: their personal room. */
  async ofUser(db: Executor, userId: string): Promise<readonly string[]> {
    return idsOf(
      await db.query(
        `-- connections.of_user
         select id from connections where user_id = $1 order by id`,
        [userId],
      ),
    );
  },
} as const;

export type ConnectionRegistry = typeof connectionRegistry;
