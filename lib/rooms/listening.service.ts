import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import type { ListeningRepository } from './listening.repository.ts';
import { LISTED_PEOPLE, LISTED_ROOMS, type HeardRoom, type InRoom, type Person } from './listening.schema.ts';
import { roomNotFound, type RoomNotFound } from './rooms.errors.ts';
import type { RoomRepository } from './rooms.repository.ts';

export interface ListeningDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
  readonly listening: ListeningRepository;
}

/** Who listens where, as of now. */
export const createListeningService = ({ db, rooms, listening }: ListeningDeps) => ({
  /** The people who listen in a room, whatever has been announced. */
  async people({ userId }: Principal, { roomId }: InRoom): Promise<Result<readonly Person[], RoomNotFound>> {
    if ((await rooms.enter(db, roomId, userId)) === undefined) return err(roomNotFound);
    return ok(await listening.people(db, roomId, LISTED_PEOPLE));
  },

  /** How far each room has come that a connection listens to. Rooms that its user may no longer enter are left out. */
  async rooms({ userId }: Principal, { connection }: Peer): Promise<Result<readonly HeardRoom[], never>> {
    return ok(await listening.rooms(db, connection, { userId, limit: LISTED_ROOMS }));
  },
});

export type ListeningService = ReturnType<typeof createListeningService>;
