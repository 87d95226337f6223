import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { violates } from '../platform/db/sqlstate.ts';
import { rateLimitKey, takeSql, type RateLimitPolicy } from '../platform/rate-limit/rate-limiter.ts';
import { mayEnterSql, type Visitor } from './rooms.repository.ts';
import { message, type Message, type ReadState } from './rooms.schema.ts';

export interface NewMessage extends Visitor {
  readonly id: string;
  readonly roomId: string;
  readonly content: string;
  readonly clientMessageId: string | undefined;
  /** What it counts against, unless it has been counted. */
  readonly limit?: RateLimitPolicy | undefined;
}

/** What became of a message that was not stored. */
export type NotStored = 'duplicate' | 'no such room' | { readonly resetSeconds: number };

const COLUMNS = `id, room_id as "roomId", seq, user_id as "userId", content, client_message_id as "clientMessageId",
  created_at as "createdAt"`;

/** Null where nothing was counted. */
const countedRow = z.object({ used: z.number().nullable(), resetSeconds: z.number().nullable() });

const readStateRow = z.object({ readSeq: z.number(), lastSeq: z.number() });
const readStateOf = (row: unknown): ReadState => {
  const { readSeq, lastSeq } = readStateRow.parse(row);
  return { readSeq, lastSeq, unread: lastSeq - readSeq };
};

export const messageRepository = {
  /** The first messages after a sequence number, oldest first. */
  async after(db: Executor, roomId: string, seq: number, limit: number): Promise<readonly Message[]> {
    const rows = await db.query(
      `-- messages.after, prepared
       select ${COLUMNS} from messages where room_id = $1 and seq > $2 order by seq limit $3`,
      [roomId, seq, limit],
    );
    return rows.map(row => message.parse(row));
  },

  /** The last messages before a sequence number, or of all, newest first. */
  async before(
    db: Executor,
    roomId: string,
    seq: number | undefined,
    limit: number,
  ): Promise<readonly Message[]> {
    const rows = await db.query(
      `-- messages.before
       select ${COLUMNS} from messages
       where room_id = $1 and ($2::bigint is null or seq < $2)
       order by seq desc
       limit $3`,
      [roomId, seq ?? null, limit],
    );
    return rows.map(row => message.parse(row));
  },

  /**
   * Appends a message to a room the visitor may enter, unless that is more than they may say. The room's row is locked until
   * the commit, so sequence numbers become visible in their order and have no gaps. Who speaks has read what came before.
   *
   * @returns the message; or 'duplicate' when its clientMessageId is stored already (then nothing was written or counted, and
   * a transaction it ran in must be rolled back), 'no such room' for this visitor, or when their limit begins anew
   */
  async append(db: Executor, given: NewMessage): Promise<Message | NotStored> {
    const { id, roomId, userId, connection, content, clientMessageId, limit } = given;
    try {
      const [row] = await db.query(
        `-- messages.append, prepared: the count comes first, as the room's update reads it
         with counted as (${takeSql('$7', '$8')}),
         room as (
           update rooms set last_seq = last_seq + 1
           where id = $2 and ${mayEnterSql('$3', '$6')} and coalesce((select used from counted) <= $9, true)
           returning last_seq
         ),
         mark as (
           update message_reads set seq = last_seq, read_at = now() from room
           where room_id = $2 and user_id = $3 and seq < last_seq
         ),
         stored as (
           insert into messages (id, room_id, seq, user_id, content, client_message_id)
           select $1, $2, last_seq, $3, $4, $5 from room
           returning ${COLUMNS}
         )
         select stored.*, counted.*
         from (values (true)) as always
         left join stored on true
         left join counted on true`,
        [
          ...[id, roomId, userId, content, clientMessageId ?? null, connection ?? null],
          ...(limit === undefined
            ? [null, 0, 0]
            : [rateLimitKey(limit, userId), limit.windowSeconds, limit.limit]),
        ],
      );
      if (row?.['id'] !== null) return message.parse(row);
      const { used, resetSeconds } = countedRow.parse(row);
      const isTooMany = used !== null && limit !== undefined && used > limit.limit;
      return isTooMany ? { resetSeconds: resetSeconds ?? 0 } : 'no such room';
    } catch (error) {
      if (violates(error, 'messages_client_message_id_key')) return 'duplicate';
      throw error;
    }
  },

  async findSent(db: Executor, roomId: string, userId: string, clientMessageId: string): Promise<Message> {
    const [row] = await db.query(
      `-- messages.find_sent
       select ${COLUMNS} from messages where room_id = $1 and user_id = $2 and client_message_id = $3`,
      [roomId, userId, clientMessageId],
    );
    return message.parse(row);
  },

  /**
   * Moves a user's mark forward, at most to the last message.
   *
   * @returns undefined when it stays where it is, or there is no such room for this visitor
   */
  async advanceMark(
    db: Executor,
    roomId: string,
    { userId, connection }: Visitor,
    seq: number,
  ): Promise<ReadState | undefined> {
    const [row] = await db.query(
      `-- message_reads.advance: of concurrent moves the furthest stays
       with room as (
         select last_seq, least($3::bigint, last_seq) as upto from rooms
         where id = $1 and ${mayEnterSql('$2', '$4')}
       ),
       moved as (
         insert into message_reads as mark (room_id, user_id, seq) select $1, $2, upto from room where upto > 0
         on conflict (room_id, user_id) do update set seq = excluded.seq, read_at = now()
           where mark.seq < excluded.seq
         returning seq
       )
       select moved.seq as "readSeq", room.last_seq as "lastSeq" from moved cross join room`,
      [roomId, userId, seq, connection ?? null],
    );
    return row && readStateOf(row);
  },

  /** Where a visitor's mark stands; undefined when there is no such room for them. */
  async readState(
    db: Executor,
    roomId: string,
    { userId, connection }: Visitor,
  ): Promise<ReadState | undefined> {
    const [row] = await db.query(
      `-- message_reads.state
       select coalesce(message_reads.seq, 0) as "readSeq", rooms.last_seq as "lastSeq"
       from rooms
       left join message_reads on message_reads.room_id = rooms.id and message_reads.user_id = $2
       where rooms.id = $1 and ${mayEnterSql('$2', '$3')}`,
      [roomId, userId, connection ?? null],
    );
    return row && readStateOf(row);
  },
} as const;

export type MessageRepository = typeof messageRepository;
