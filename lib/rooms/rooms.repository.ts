import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { mayTalkSql } from '../platform/realtime/registry.ts';
import { room, type NewRoom, type Room } from './rooms.schema.ts';

const lastSeqRow = z.object({ lastSeq: z.number() });

/** A room as one user sees it; the user's id is $1. */
const SELECT_ROOM = `
  select rooms.id, rooms.name, rooms.visibility, rooms.last_seq as "lastSeq", rooms.created_at as "createdAt",
         case when room_members.role is not null then jsonb_build_object(
           'role', room_members.role,
           'readSeq', coalesce(message_reads.seq, 0),
           'unread', rooms.last_seq - coalesce(message_reads.seq, 0)) end as membership
  from rooms
  left join room_members on room_members.room_id = rooms.id and room_members.user_id = $1
  left join message_reads on message_reads.room_id = rooms.id and message_reads.user_id = $1`;

/** Who wants into a room, and over which connection where there is one. */
export interface Visitor {
  readonly userId: string;
  readonly connection?: string | undefined;
}

/**
 * SQL for whether a visitor may enter a room: `mayEnter` of rooms.policy.ts, for statements that must not act on an answer
 * grown old. A connection that has been ended enters nothing, also while it is not closed yet.
 *
 * @param connection where one is used
 */
export const mayEnterSql = (user: string, connection: string | undefined): string => `((visibility = 'public'
  or exists (select from room_members where room_id = rooms.id and user_id = ${user}))
  ${connection === undefined ? '' : `and ${mayTalkSql(connection)}`})`;

export const roomRepository = {
  /** A room with its creator as its owner. */
  async insert(
    db: Executor,
    { id, name, visibility, createdBy }: NewRoom & { readonly id: string; readonly createdBy: string },
  ): Promise<Room> {
    const [row] = await db.query(
      `-- rooms.insert
       with created as (
         insert into rooms (id, name, visibility, created_by) values ($1, $2, $3, $4)
         returning id, name, visibility, last_seq, created_at
       ),
       owner as (
         insert into room_members (room_id, user_id, role) select id, $4, 'owner' from created
       ),
       mark as (
         insert into message_reads (room_id, user_id, seq) select id, $4, 0 from created
       )
       select id, name, visibility, last_seq as "lastSeq", created_at as "createdAt",
              jsonb_build_object('role', 'owner', 'readSeq', 0, 'unread', 0) as membership
       from created`,
      [id, name, visibility, createdBy],
    );
    return room.parse(row);
  },

  /** A room as a user sees it, also one they may not enter. */
  async find(db: Executor, roomId: string, userId: string): Promise<Room | undefined> {
    const [row] = await db.query(`-- rooms.find ${SELECT_ROOM} where rooms.id = $2`, [userId, roomId]);
    return row && room.parse(row);
  },

  /**
   * The public rooms and a user's own, newest first, from below one id. Each kind is read from its own index, and no
   * further than the page needs.
   */
  async list(
    db: Executor,
    userId: string,
    { before, mine, limit }: { before: string | undefined; mine: boolean; limit: number },
  ): Promise<readonly Room[]> {
    const rows = await db.query(
      `-- rooms.list
       with own as (
         select room_id as id from room_members
         where user_id = $1 and ($2::uuid is null or room_id < $2)
         order by room_id desc
         limit $4
       ),
       public as (
         select id from rooms
         where visibility = 'public' and not $3::boolean and ($2::uuid is null or id < $2)
         order by id desc
         limit $4
       )
       ${SELECT_ROOM}
       where rooms.id in (select id from own union select id from public)
       order by rooms.id desc
       limit $4`,
      [userId, before ?? null, mine, limit],
    );
    return rows.map(row => room.parse(row));
  },

  /** The number of the latest message of a room the visitor may enter; undefined for any other room. */
  async enter(db: Executor, roomId: string, { userId, connection }: Visitor): Promise<number | undefined> {
    const [row] = await db.query(
      `-- rooms.enter
       select last_seq as "lastSeq" from rooms where id = $1 and ${mayEnterSql('$2', '$3')}`,
      [roomId, userId, connection ?? null],
    );
    return row && lastSeqRow.parse(row).lastSeq;
  },

  /** Whether the visitor may enter a room; a membership that allows it cannot end until the transaction does. */
  async holdEntry(db: Executor, roomId: string, { userId, connection }: Visitor): Promise<boolean> {
    const rows = await db.query(
      `-- rooms.hold_entry
       select from rooms
       where id = $1 and ${mayTalkSql('$3')} and (visibility = 'public'
         or exists (select from room_members where room_id = $1 and user_id = $2 for key share))`,
      [roomId, userId, connection ?? null],
    );
    return rows.length === 1;
  },

  /** Makes changes of a room's members take turns; messages wait for them too. */
  async lock(db: Executor, roomId: string): Promise<void> {
    await db.query(
      `-- rooms.lock
       select from rooms where id = $1 for no key update`,
      [roomId],
    );
  },
} as const;

export type RoomRepository = typeof roomRepository;
