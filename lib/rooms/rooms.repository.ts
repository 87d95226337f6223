import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';
import { violates } from '../platform/db/sqlstate.ts';
import { message, type Message } from './rooms.schema.ts';

export interface NewMessage {
  readonly id: string;
  readonly roomId: string;
  readonly userId: string;
  readonly content: string;
  readonly clientMessageId: string | undefined;
}

const COLUMNS = `id, room_id as "roomId", seq, user_id as "userId", content, client_message_id as "clientMessageId",
  created_at as "createdAt"`;
const lastSeqRow = z.object({ lastSeq: z.number() });

/** SQL for whether a user may enter a room: anybody a public one, its members a private one. */
const mayEnter = (user: string) => `(visibility = 'public'
  or exists (select from room_members where room_id = rooms.id and user_id = ${user}))`;

export const roomRepository = {
  /** The number of the latest message of a room the user may enter; undefined for any other room. */
  async enter(db: Executor, roomId: string, userId: string): Promise<number | undefined> {
    const [row] = await db.query(
      `-- rooms.enter
       select last_seq as "lastSeq" from rooms where id = $1 and ${mayEnter('$2')}`,
      [roomId, userId],
    );
    return row && lastSeqRow.parse(row).lastSeq;
  },

  async messagesAfter(db: Executor, roomId: string, seq: number, limit: number): Promise<readonly Message[]> {
    const rows = await db.query(
      `-- messages.after
       select ${COLUMNS} from messages where room_id = $1 and seq > $2 order by seq limit $3`,
      [roomId, seq, limit],
    );
    return rows.map(row => message.parse(row));
  },

  /**
   * Appends a message to a room the user may enter. The room's row is locked until the commit, so sequence numbers become
   * visible in their order and have no gaps.
   *
   * @returns the message, 'duplicate' when its clientMessageId is stored already (then nothing was written), or undefined
   * when there is no such room for this user
   */
  async append(
    db: Executor,
    { id, roomId, userId, content, clientMessageId }: NewMessage,
  ): Promise<Message | 'duplicate' | undefined> {
    try {
      const [row] = await db.query(
        `-- messages.append
         with room as (
           update rooms set last_seq = last_seq + 1 where id = $2 and ${mayEnter('$3')} returning last_seq
         )
         insert into messages (id, room_id, seq, user_id, content, client_message_id)
         select $1, $2, last_seq, $3, $4, $5 from room
         returning ${COLUMNS}`,
        [id, roomId, userId, content, clientMessageId ?? null],
      );
      return row && message.parse(row);
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
} as const;

export type RoomRepository = typeof roomRepository;
