import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import { messageNew } from './rooms.contracts.ts';
import { roomNotFound, type RoomError } from './rooms.errors.ts';
import type { RoomRepository } from './rooms.repository.ts';
import type { Joined, Joining, Message, Outgoing } from './rooms.schema.ts';

/** A frame may hold 128 KB; the answer to a join stays well below, whatever its envelope adds. */
const PAGE_BYTES = 96 * 1024;
const PAGE_MESSAGES = 500;

export interface RoomServiceDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
}

/** Entering rooms. */
export const createRoomService = ({ db, rooms }: RoomServiceDeps) => ({
  /**
   * Subscribes the client, then reads. In this order nothing is missed: a message stored before the read is in the answer,
   * one stored after it finds the subscription.
   */
  async join(caller: Principal, { roomId, after }: Joining, peer: Peer): Promise<Result<Joined, RoomError>> {
    if ((await rooms.enter(db, roomId, caller.userId)) === undefined) return err(roomNotFound);
    await peer.subscribe(roomId);
    const lastSeq = await rooms.enter(db, roomId, caller.userId);
    if (lastSeq === undefined) return err(roomNotFound);
    if (after === undefined) return ok({ lastSeq, messages: [], more: false });
    return ok({ lastSeq, ...cut(await rooms.messagesAfter(db, roomId, after, PAGE_MESSAGES + 1)) });
  },
});

export type RoomService = ReturnType<typeof createRoomService>;

/** Talking in rooms. */
export const createMessageService = ({
  db,
  rooms,
  realtime,
}: RoomServiceDeps & { readonly realtime: Broadcaster }) => ({
  /** Stores a message, then tells everybody else in the room. A repeat is answered with what was stored and told to nobody. */
  async send(
    caller: Principal,
    outgoing: Outgoing,
    peer: Peer,
  ): Promise<Result<{ message: Message }, RoomError>> {
    const { roomId, content, clientMessageId } = outgoing;
    const { userId } = caller;
    const stored = await rooms.append(db, { id: uuidv7(), roomId, userId, content, clientMessageId });
    if (stored === undefined) return err(roomNotFound);
    if (stored === 'duplicate')
      return ok({ message: await rooms.findSent(db, roomId, userId, clientMessageId ?? '') });
    await realtime.toRoom(roomId, messageNew({ message: stored }), { except: peer.connection });
    return ok({ message: stored });
  },
});

export type MessageService = ReturnType<typeof createMessageService>;

/** The messages that fit into one frame, and whether there are more. */
const cut = (messages: readonly Message[]): { messages: Message[]; more: boolean } => {
  let bytes = 0;
  const fitting = messages.slice(0, PAGE_MESSAGES).filter(message => {
    bytes += Buffer.byteLength(JSON.stringify(message));
    return bytes <= PAGE_BYTES;
  });
  return { messages: fitting, more: fitting.length < messages.length };
};
