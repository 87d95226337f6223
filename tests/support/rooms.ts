import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { createRoom } from './builders.ts';

/** Rooms that tests start from. */

/** A room of an owner, with its other members; its id. */
export const createRoomOf = async (
  db: Executor,
  owner: Principal,
  visibility: 'public' | 'private',
  members: readonly Principal[] = [],
): Promise<string> => {
  const id = await createRoom(db, visibility, [owner, ...members]);
  await db.query(`update room_members set role = 'owner' where room_id = $1 and user_id = $2`, [
    id,
    owner.userId,
  ]);
  return id;
};

/** Messages 1 to `count` of an empty room, as if said in that order. */
export const fillRoom = async (db: Executor, roomId: string, count: number): Promise<void> => {
  const ids = Array.from({ length: count }, () => uuidv7());
  await db.query(
    `insert into messages (room_id, seq, id, content)
     select $1, seq, id, 'message ' || seq from unnest($2::uuid[]) with ordinality as said (id, seq)`,
    [roomId, ids],
  );
  await db.query('update rooms set last_seq = $2 where id = $1', [roomId, count]);
};

/** Lets a connection listen to a room. */
export const listen = async (db: Executor, connectionId: string, roomId: string): Promise<void> => {
  await db.query('insert into subscriptions (room_id, connection_id) values ($1, $2)', [
    roomId,
    connectionId,
  ]);
};
