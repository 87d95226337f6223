import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { SQLSTATE, sqlState } from '../platform/db/sqlstate.ts';
import { member, type Member } from './rooms.schema.ts';

const removedRow = z.object({ userId: z.string() });

export const memberRepository = {
  /** The members of a room in the order of their ids, from after one. */
  async list(
    db: Executor,
    roomId: string,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<readonly Member[]> {
    const rows = await db.query(
      `-- room_members.list
       select room_members.user_id as "userId", users.name, room_members.role, room_members.joined_at as "joinedAt"
       from room_members
       join users on users.id = room_members.user_id
       where room_members.room_id = $1 and ($2::uuid is null or room_members.user_id > $2)
       order by room_members.user_id
       limit $3`,
      [roomId, after ?? null, limit],
    );
    return rows.map(row => member.parse(row));
  },

  /**
   * Makes a user a member; nothing when they are one. What was said before they came does not count as unread.
   *
   * @returns false when there is no such user; the transaction it ran in must then be rolled back
   */
  async add(db: Executor, roomId: string, userId: string): Promise<boolean> {
    try {
      await db.query(
        `-- room_members.add
         with added as (
           insert into room_members (room_id, user_id) values ($1, $2)
           on conflict (room_id, user_id) do nothing
           returning room_id, user_id
         )
         insert into message_reads (room_id, user_id, seq)
         select added.room_id, added.user_id, rooms.last_seq from added join rooms on rooms.id = added.room_id
         on conflict (room_id, user_id) do nothing`,
        [roomId, userId],
      );
      return true;
    } catch (error) {
      if (sqlState(error) === SQLSTATE.foreignKeyViolation) return false;
      throw error;
    }
  },

  /** Ends a membership. @returns whether there was one */
  async remove(db: Executor, roomId: string, userId: string): Promise<boolean> {
    const rows = await db.query(
      `-- room_members.remove
       with removed as (
         delete from room_members where room_id = $1 and user_id = $2 returning user_id
       ),
       mark as (
         delete from message_reads using removed
         where message_reads.room_id = $1 and message_reads.user_id = removed.user_id
       )
       select user_id as "userId" from removed`,
      [roomId, userId],
    );
    return rows.map(row => removedRow.parse(row)).length === 1;
  },

  /** A room that has members has an owner: when there is none, the longest member becomes one. */
  async ensureOwner(db: Executor, roomId: string): Promise<void> {
    await db.query(
      `-- room_members.ensure_owner
       update room_members set role = 'owner'
       where room_id = $1
         and user_id = (select user_id from room_members where room_id = $1 order by joined_at, user_id limit 1)
         and not exists (select from room_members where room_id = $1 and role = 'owner')`,
      [roomId],
    );
  },
} as const;

export type MemberRepository = typeof memberRepository;
