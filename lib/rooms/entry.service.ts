import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { fitting } from '../platform/realtime/frame-size.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import type { Presence } from '../platform/realtime/presence.ts';
import type { InRoom } from './listening.schema.ts';
import type { MessageRepository } from './messages.repository.ts';
import { roomNotFound, type RoomNotFound } from './rooms.errors.ts';
import type { RoomRepository, Visitor } from './rooms.repository.ts';
import type { Joined, Joining, Message } from './rooms.schema.ts';

const PAGE_MESSAGES = 500;

export interface RoomEntryDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
  readonly messages: MessageRepository;
  readonly presence: Presence;
}

/** Entering rooms over a connection, and leaving them. */
export const createRoomEntry = ({ db, rooms, messages, presence }: RoomEntryDeps) => {
  const missed = async (
    roomId: string,
    visitor: Visitor,
    after: number | undefined,
  ): Promise<Result<Joined, RoomNotFound>> => {
    const lastSeq = await rooms.enter(db, roomId, visitor);
    if (lastSeq === undefined) return err(roomNotFound);
    if (after === undefined) return ok({ lastSeq, messages: [], more: false });
    return ok({ lastSeq, ...cut(await messages.after(db, roomId, after, PAGE_MESSAGES + 1)) });
  };

  return {
    /**
     * Subscribes the client, then reads. In this order nothing is missed: a message stored before the read is in the answer,
     * one stored after it finds the subscription. A membership that ends meanwhile takes the subscription with it. Joining
     * again is how a client reads on: the others are told of the first time only.
     */
    async join(
      { userId }: Principal,
      { roomId, after }: Joining,
      peer: Peer,
    ): Promise<Result<Joined, RoomNotFound>> {
      const visitor = { userId, connection: peer.connection };
      const subscribed = await withTransaction<boolean, RoomNotFound>(db, async tx => {
        if (!(await rooms.holdEntry(tx, roomId, visitor))) return err(roomNotFound);
        return ok(await peer.subscribe(tx, roomId));
      });
      if (subscribed.isErr()) return err(subscribed.error);
      const [answer] = await Promise.all([
        missed(roomId, visitor, after),
        subscribed.value && presence.arrived({ roomId, userId, connectionId: peer.connection }),
      ]);
      return answer;
    },

    /** Ends what the connection hears of a room. Whether there is such a room is not said. */
    async leave(
      { userId }: Principal,
      { roomId }: InRoom,
      peer: Peer,
    ): Promise<Result<Record<string, never>, never>> {
      if (await peer.unsubscribe(db, roomId)) await presence.departed([{ roomId, userId }]);
      return ok({});
    },
  };
};

export type RoomEntry = ReturnType<typeof createRoomEntry>;

/** The messages that fit into one frame, and whether there are more. */
const cut = (messages: readonly Message[]): { messages: Message[]; more: boolean } => {
  const page = fitting(messages.slice(0, PAGE_MESSAGES));
  return { messages: page, more: page.length < messages.length };
};
