import { err, ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { connectionEnded, type ConnectionEnded } from '../platform/realtime/connection-ended.ts';
import { fitting } from '../platform/realtime/frame-size.ts';
import type { Peer } from '../platform/realtime/peer.ts';
import type { ListeningRepository } from './listening.repository.ts';
import {
  LISTED_PEOPLE,
  LISTED_ROOMS,
  type Heard,
  type InRoom,
  type Person,
  type Pinging,
} from './listening.schema.ts';
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
  async people(
    { userId }: Principal,
    { roomId }: InRoom,
    { connection }: Peer,
  ): Promise<Result<readonly Person[], RoomNotFound>> {
    if ((await rooms.enter(db, roomId, { userId, connection })) === undefined) return err(roomNotFound);
    return ok(fitting(await listening.people(db, roomId, LISTED_PEOPLE)));
  },

  /** How far each room has come that a connection listens to. Rooms that its user may no longer enter are left out. */
  async rooms(
    { userId }: Principal,
    ping: Pinging,
    { connection }: Peer,
  ): Promise<Result<Heard, ConnectionEnded>> {
    const page = { userId, ...ping, limit: LISTED_ROOMS + 1 };
    const found = await listening.rooms(db, connection, page);
    if (found === undefined) return err(connectionEnded);
    return ok({ rooms: found.slice(0, LISTED_ROOMS), more: found.length > LISTED_ROOMS });
  },
});

export type ListeningService = ReturnType<typeof createListeningService>;
