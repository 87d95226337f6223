import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database, Executor } from '../platform/db/database.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { decodeCursor, toPage, type Page } from '../platform/http/page.ts';
import { invalidCursor, type InvalidRequest } from '../platform/http/request-error.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import type { MessageRepository } from './messages.repository.ts';
import { messageNew, messageRead } from './rooms.contracts.ts';
import { roomNotFound, tooManyMessages, type RoomNotFound, type TooManyMessages } from './rooms.errors.ts';
import type { RoomRepository } from './rooms.repository.ts';
import {
  message,
  messageLimit,
  type HistoryQuery,
  type Message,
  type Outgoing,
  type ReadState,
} from './rooms.schema.ts';

export interface MessageReaderDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
  readonly messages: MessageRepository;
}

export interface MessageServiceDeps extends Omit<MessageReaderDeps, 'rooms'> {
  readonly realtime: Broadcaster;
}

/**
 * Where a request came from: the connection of a frame, which is not told its own news, or the key of an HTTP request, which
 * its wrapper has counted.
 */
export interface Origin {
  readonly peer?: Peer;
  readonly idempotency?: IdempotencyKey | undefined;
}

/** Talking in rooms. */
export const createMessageService = ({ db, messages, realtime }: MessageServiceDeps) => ({
  /**
   * Stores a message, then tells everybody in the room but the connection it came from. A repeat, by its clientMessageId
   * or its idempotency key, is answered with what was stored and told to nobody.
   */
  async send(
    { userId }: Principal,
    { roomId, content, clientMessageId }: Outgoing,
    { peer, idempotency }: Origin = {},
  ): Promise<Result<Message, RoomNotFound | TooManyMessages | IdempotencyError>> {
    const id = uuidv7();
    const said = { id, roomId, userId, connection: peer?.connection, content, clientMessageId };
    const append = async (
      executor: Executor,
    ): Promise<Result<Message, RoomNotFound | TooManyMessages | 'duplicate'>> => {
      const stored = await messages.append(executor, { ...said, limit: peer && messageLimit });
      if (stored === 'duplicate') return err(stored);
      if (stored === 'no such room') return err(roomNotFound);
      return 'id' in stored ? ok(stored) : err(tooManyMessages(stored.resetSeconds));
    };
    // Without a key one statement is all there is to commit.
    const result = await (idempotency === undefined ? append(db) : once(db, idempotency, message, append));
    if (result.isErr())
      return result.error === 'duplicate'
        ? ok(await messages.findSent(db, roomId, userId, clientMessageId ?? ''))
        : err(result.error);
    if (result.value.id === id)
      await realtime.toRoom(
        roomId,
        messageNew({ message: result.value }),
        peer && { except: peer.connection },
      );
    return ok(result.value);
  },

  /** Moves the caller's mark forward and, if it moved, tells everybody in the room but the connection it came from. */
  async markRead(
    { userId }: Principal,
    roomId: string,
    seq: number,
    { peer }: Pick<Origin, 'peer'> = {},
  ): Promise<Result<ReadState, RoomNotFound>> {
    const visitor = { userId, connection: peer?.connection };
    const moved = await messages.advanceMark(db, roomId, visitor, seq);
    if (moved !== undefined) {
      const event = messageRead({ roomId, userId, seq: moved.readSeq });
      await realtime.toRoom(roomId, event, peer && { except: peer.connection });
      return ok(moved);
    }
    const state = await messages.readState(db, roomId, visitor);
    return state === undefined ? err(roomNotFound) : ok(state);
  },
});

export type MessageService = ReturnType<typeof createMessageService>;

const direction = z.union([z.strictObject({ after: z.int() }), z.strictObject({ before: z.int() })]);
type Direction = z.infer<typeof direction>;

/** Reading what was said. */
export const createMessageReader = ({ db, rooms, messages }: MessageReaderDeps) => ({
  /**
   * A page of a room's messages, always oldest first: those after a sequence number, those before one, or the latest. Its
   * cursor goes on the same way. Numbers have no gaps and messages never change, so however pages are read while others
   * write, each message is read once.
   */
  async history(
    { userId }: Principal,
    roomId: string,
    query: HistoryQuery,
  ): Promise<Result<Page<Message>, RoomNotFound | InvalidRequest>> {
    const where = directionOf(query);
    if (where === undefined) return err(invalidCursor);
    if ((await rooms.enter(db, roomId, { userId })) === undefined) return err(roomNotFound);
    if ('after' in where) {
      const found = await messages.after(db, roomId, where.after, query.limit + 1);
      return ok(toPage(found, query.limit, ({ seq }): Direction => ({ after: seq })));
    }
    const found = await messages.before(db, roomId, where.before, query.limit + 1);
    const page = toPage(found, query.limit, ({ seq }): Direction => ({ before: seq }));
    return ok({ ...page, items: page.items.toReversed() });
  },
});

/** Undefined for a cursor that is not ours. */
const directionOf = ({
  cursor,
  after,
  before,
}: HistoryQuery): Direction | { before: undefined } | undefined => {
  if (cursor !== undefined) return decodeCursor(cursor, direction);
  return after === undefined ? { before } : { after };
};
