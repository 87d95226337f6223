import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import { once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { roomNotFound, type RoomNotFound } from './rooms.errors.ts';
import { maySee } from './rooms.policy.ts';
import type { RoomRepository } from './rooms.repository.ts';
import { room, type NewRoom, type Room, type RoomQuery } from './rooms.schema.ts';
import { standingIn } from './standing.ts';

const position = z.guid();

export interface RoomServiceDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
  readonly sessionGuard: SessionGuard;
}

/** Rooms: making and finding them. */
export const createRoomService = ({ db, rooms, sessionGuard }: RoomServiceDeps) => ({
  /** Makes a room; its creator becomes its owner. */
  create(
    { userId }: Principal,
    newRoom: NewRoom,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Result<Room, IdempotencyError>> {
    return once(db, idempotency, room, async tx =>
      ok(await rooms.insert(tx, { ...newRoom, id: uuidv7(), createdBy: userId })),
    );
  },

  async list(
    { userId }: Principal,
    { cursor, limit, mine }: RoomQuery,
  ): Promise<Result<Page<Room>, InvalidRequest>> {
    const before = readCursor(cursor, position);
    if (before.isErr()) return err(before.error);
    const found = await rooms.list(db, userId, {
      before: before.value,
      mine: mine === 'true',
      limit: limit + 1,
    });
    return ok(toPage(found, limit, ({ id }) => id));
  },

  async get(caller: Principal, roomId: string): Promise<Result<Room, RoomNotFound>> {
    const found = await rooms.find(db, roomId, caller.userId);
    if (found === undefined) return err(roomNotFound);
    return maySee(await standingIn(found, caller, sessionGuard)) ? ok(found) : err(roomNotFound);
  },
});
