import type { Executor } from '../platform/db/database.ts';
import { heardRoom, person, type HeardRoom, type Person } from './listening.schema.ts';
import { mayEnterSql } from './rooms.repository.ts';

/** Who listens to what. The platform keeps the subscriptions; these put people and rooms beside them. */
export const listeningRepository = {
  /** The people who listen in a room, in the order of their ids. */
  async people(db: Executor, roomId: string, limit: number): Promise<readonly Person[]> {
    const rows = await db.query(
      `-- subscriptions.people
       select users.id as "userId", users.name, count(*)::integer as devices
       from subscriptions
       join connections on connections.id = subscriptions.connection_id
       join users on users.id = connections.user_id
       where subscriptions.room_id = $1
       group by users.id
       order by users.id
       limit $2`,
      [roomId, limit],
    );
    return rows.map(row => person.parse(row));
  },

  /**
   * The rooms that a connection listens to and its user may still enter, from after one, each with its latest message;
   * undefined for a connection that has ended.
   */
  async rooms(
    db: Executor,
    connection: string,
    {
      userId,
      after,
      limit,
    }: { readonly userId: string; readonly after?: string | undefined; readonly limit: number },
  ): Promise<readonly HeardRoom[] | undefined> {
    const rows = await db.query(
      `-- subscriptions.rooms
       select heard.id as "roomId", heard.last_seq as "lastSeq"
       from connections
       left join lateral (
         select rooms.id, rooms.last_seq
         from subscriptions
         join rooms on rooms.id = subscriptions.room_id
         where subscriptions.connection_id = connections.id and ${mayEnterSql('$2', undefined)}
           and ($3::uuid is null or rooms.id > $3)
         order by rooms.id
         limit $4
       ) as heard on true
       where connections.id = $1
       order by heard.id`,
      [connection, userId, after ?? null, limit],
    );
    if (rows.length === 0) return undefined;
    return rows.filter(({ roomId }) => roomId !== null).map(row => heardRoom.parse(row));
  },
} as const;

export type ListeningRepository = typeof listeningRepository;
