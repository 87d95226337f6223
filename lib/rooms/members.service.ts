import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database, Executor } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { readCursor, toPage, type Page, type PageQuery } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import type { Presence } from '../platform/realtime/presence.ts';
import type { ConnectionRegistry } from '../platform/realtime/registry.ts';
import { userNotFound, type UserNotFound } from '../users/users.errors.ts';
import { ERASED_USER_ID } from '../users/users.schema.ts';
import type { MemberRepository } from './members.repository.ts';
import {
  memberNotFound,
  notManager,
  roomNotFound,
  type MemberNotFound,
  type NotManager,
  type RoomNotFound,
} from './rooms.errors.ts';
import { mayAdd, mayRemove, maySee, type Standing } from './rooms.policy.ts';
import type { RoomRepository } from './rooms.repository.ts';
import type { Member } from './rooms.schema.ts';
import { standingIn } from './standing.ts';

const position = z.guid();

export interface MemberReaderDeps {
  readonly db: Database;
  readonly rooms: RoomRepository;
  readonly members: MemberRepository;
  readonly sessionGuard: SessionGuard;
}

export interface MemberRemoverDeps extends MemberReaderDeps {
  readonly connections: ConnectionRegistry;
  readonly presence: Presence;
}

/** How the caller stands to a room; undefined when they may not know of it. */
const standingTo = async (
  executor: Executor,
  caller: Principal,
  roomId: string,
  { rooms, sessionGuard }: MemberReaderDeps,
): Promise<Standing | undefined> => {
  const room = await rooms.find(executor, roomId, caller.userId);
  const standing = room && (await standingIn(room, caller, sessionGuard));
  return standing !== undefined && maySee(standing) ? standing : undefined;
};

/** Who is in a room. */
export const createMemberReader = (deps: MemberReaderDeps) => ({
  async list(
    caller: Principal,
    roomId: string,
    { cursor, limit }: PageQuery,
  ): Promise<Result<Page<Member>, RoomNotFound | InvalidRequest>> {
    const { db, members } = deps;
    if ((await standingTo(db, caller, roomId, deps)) === undefined) return err(roomNotFound);
    const after = readCursor(cursor, position);
    if (after.isErr()) return err(after.error);
    const found = await members.list(db, roomId, { after: after.value, limit: limit + 1 });
    return ok(toPage(found, limit, ({ userId }) => userId));
  },
});

/** Who comes into a room. */
export const createMemberAdder = (deps: MemberReaderDeps) => ({
  /** Makes a user a member. Whoever is one already stays what they are. */
  add(
    caller: Principal,
    roomId: string,
    userId: string,
  ): Promise<Result<void, RoomNotFound | NotManager | UserNotFound>> {
    const { db, rooms, members } = deps;
    return withTransaction(db, async tx => {
      await rooms.lock(tx, roomId);
      const standing = await standingTo(tx, caller, roomId, deps);
      if (standing === undefined) return err(roomNotFound);
      if (!mayAdd(standing, userId === caller.userId)) return err(notManager);
      if (userId === ERASED_USER_ID) return err(userNotFound);
      return (await members.add(tx, roomId, userId)) ? ok() : err(userNotFound);
    });
  },
});

/** Who goes. */
export const createMemberRemover = (deps: MemberRemoverDeps) => ({
  /**
   * Ends a membership. From the commit on the user can neither read nor write in a private room, and none of their
   * connections hears it any more. The last owner to go leaves the room to its longest member.
   */
  remove(
    caller: Principal,
    roomId: string,
    userId: string,
  ): Promise<Result<void, RoomNotFound | NotManager | MemberNotFound>> {
    const { db, rooms, members, connections, presence } = deps;
    return withTransaction(db, async tx => {
      await rooms.lock(tx, roomId);
      const standing = await standingTo(tx, caller, roomId, deps);
      if (standing === undefined) return err(roomNotFound);
      if (!mayRemove(standing, userId === caller.userId)) return err(notManager);
      if (!(await members.remove(tx, roomId, userId))) return err(memberNotFound);
      // A statement of its own: it waits for no join, but sees every subscription whose join the removal waited for.
      if (standing.visibility === 'private' && (await connections.unsubscribeUser(tx, userId, roomId)))
        tx.afterCommit(() => presence.departed([{ roomId, userId }]));
      await members.ensureOwner(tx, roomId);
      return ok();
    });
  },
});
