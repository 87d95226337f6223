import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import type { Broadcaster } from '../platform/realtime/broadcaster.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import { userTyping } from './listening.contracts.ts';
import { LARGEST_TYPING_ROOM, TYPING_SECONDS, type InRoom } from './listening.schema.ts';
import { roomNotFound, type RoomNotFound } from './rooms.errors.ts';
import type { RoomRepository } from './rooms.repository.ts';
import { createTypingThrottle } from './typing-throttle.ts';

export interface TypingDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
  readonly realtime: Broadcaster;
  readonly clock: Clock;
}

const throttle = createTypingThrottle();

/** Who is typing: told to those who listen now, and kept nowhere. */
export const createTypingService = ({ db, rooms, realtime, clock }: TypingDeps) => ({
  async tell(
    { userId }: Principal,
    { roomId }: InRoom,
    typing: boolean,
    peer: Peer,
  ): Promise<Result<Record<string, never>, RoomNotFound>> {
    if ((await rooms.enter(db, roomId, { userId, connection: peer.connection })) === undefined)
      return err(roomNotFound);
    if (!throttle.passes(`${roomId} ${userId}`, typing, clock.now().getTime())) return ok({});
    const event = userTyping({ roomId, userId, typing, expiresInSeconds: typing ? TYPING_SECONDS : 0 });
    await realtime.toRoom(roomId, event, { except: peer.connection, atMost: LARGEST_TYPING_ROOM });
    return ok({});
  },
});

export type TypingService = ReturnType<typeof createTypingService>;
