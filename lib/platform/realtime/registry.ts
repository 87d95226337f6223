import * as z from 'zod';
import type { Executor } from '../db/database.ts';

/** What a user has stopped to hear on one of their connections. */
export interface Departure {
  readonly roomId: string;
  readonly userId: string;
}

/** A connection that was forgotten. */
export interface RemovedConnection {
  readonly id: string;
  readonly userId: string;
  /** What it listened to. */
  readonly roomIds: readonly string[];
}

const removedRow = z.object({ id: z.string(), userId: z.string(), roomIds: z.array(z.string()) });
const removedOf = (rows: readonly unknown[]): readonly RemovedConnection[] =>
  rows.map(row => removedRow.parse(row));

/** Subscriptions go with their connection, but a statement still sees what it found: these are the rooms it leaves. */
const REMOVED_WITH_ROOMS = `
  select id, user_id as "userId",
         array(select room_id::text from subscriptions where connection_id = removed.id order by room_id) as "roomIds"
  from removed
  order by id`;

/** Whose connections are to end. */
export type Ended =
  | { readonly sessionIds: readonly string[] }
  | { readonly userId: string }
  | { readonly connectionId: string };

const conditionOf = (ended: Ended): readonly [condition: string, value: unknown] => {
  if ('sessionIds' in ended) return ['session_id = any ($1::uuid[])', ended.sessionIds];
  return 'userId' in ended ? ['user_id = $1', ended.userId] : ['id = $1', ended.connectionId];
};

/**
 * SQL for whether a connection may still say something: it may not when its session has ended, also before it is closed. Null,
 * for what came another way, passes.
 */
export const mayTalkSql = (connection: string): string =>
  `(${connection}::text is null or exists (select from connections where connections.id = ${connection}))`;

const connectionRow = z.object({ id: z.string() });
const idsOf = (rows: readonly unknown[]): readonly string[] => rows.map(row => connectionRow.parse(row).id);

/** Who is connected, and which connection listens to which room. */
export const connectionRegistry = {
  async add(
    db: Executor,
    { id, userId, sessionId }: { id: string; userId: string; sessionId: string },
  ): Promise<void> {
    await db.query(
      `-- connections.add, prepared: API Gateway may repeat a $connect
       insert into connections (id, user_id, session_id) values ($1, $2, $3) on conflict (id) do nothing`,
      [id, userId, sessionId],
    );
  },

  async remove(db: Executor, ids: readonly string[]): Promise<readonly RemovedConnection[]> {
    return removedOf(
      await db.query(
        `-- connections.remove
         with removed as (delete from connections where id = any ($1::text[]) returning id, user_id)
         ${REMOVED_WITH_ROOMS}`,
        [ids],
      ),
    );
  },

  /** Whether a connection is known, and so may say something. */
  async knows(db: Executor, id: string): Promise<boolean> {
    const rows = await db.query(
      `-- connections.knows
       select from connections where id = $1`,
      [id],
    );
    return rows.length === 1;
  },

  /** Forgets connections that must be closed: nothing is posted to them from the commit on. */
  async removeToClose(db: Executor, ended: Ended): Promise<readonly RemovedConnection[]> {
    const [condition, value] = conditionOf(ended);
    return removedOf(
      await db.query(
        `-- connections.remove_to_close: that they are to be closed is remembered until they are
         with removed as (
           delete from connections where ${condition} returning id, user_id
         ),
         closing as (
           insert into closing_connections (id) select id from removed on conflict (id) do nothing
         )
         ${REMOVED_WITH_ROOMS}`,
        [value],
      ),
    );
  },

  /**
   * Subscribes an open connection; nothing when the connection is gone meanwhile.
   *
   * @returns whether it has begun to listen, and did not before
   */
  async subscribe(db: Executor, connectionId: string, roomId: string): Promise<boolean> {
    const rows = await db.query(
      `-- subscriptions.add
       insert into subscriptions (room_id, connection_id)
       select $2, id from connections where id = $1
       on conflict do nothing
       returning connection_id`,
      [connectionId, roomId],
    );
    return rows.length === 1;
  },

  /** @returns whether it has listened */
  async unsubscribe(db: Executor, connectionId: string, roomId: string): Promise<boolean> {
    const rows = await db.query(
      `-- subscriptions.remove
       delete from subscriptions where connection_id = $1 and room_id = $2 returning connection_id`,
      [connectionId, roomId],
    );
    return rows.length === 1;
  },

  /** Ends what all connections of a user hear of a room. @returns whether one has listened */
  async unsubscribeUser(db: Executor, userId: string, roomId: string): Promise<boolean> {
    const rows = await db.query(
      `-- subscriptions.remove_user
       delete from subscriptions
       using connections
       where subscriptions.room_id = $2 and connections.id = subscriptions.connection_id and connections.user_id = $1
       returning connections.id`,
      [userId, roomId],
    );
    return rows.length > 0;
  },

  async ofRoom(db: Executor, roomId: string): Promise<readonly string[]> {
    return idsOf(
      await db.query(
        `-- connections.of_room, prepared
         select connection_id as id from subscriptions where room_id = $1 order by connection_id`,
        [roomId],
      ),
    );
  },

  /** Every device of a user: their personal room. */
  async ofUser(db: Executor, userId: string): Promise<readonly string[]> {
    return idsOf(
      await db.query(
        `-- connections.of_user, prepared
         select id from connections where user_id = $1 order by id`,
        [userId],
      ),
    );
  },
} as const;

/** Who has stopped to hear what, by these connections' going. */
export const departuresOf = (removed: readonly RemovedConnection[]): readonly Departure[] =>
  removed.flatMap(({ userId, roomIds }) => roomIds.map(roomId => ({ roomId, userId })));

export type ConnectionRegistry = typeof connectionRegistry;
