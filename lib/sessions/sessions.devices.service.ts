import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import type { InvalidRequest } from '../platform/http/request-error.ts';
import type { SessionEnding } from './sessions.ending.service.ts';
import { sessionNotFound, type SessionNotFound } from './sessions.errors.ts';
import type { SessionRepository } from './sessions.repository.ts';
import type { Session } from './sessions.schema.ts';

export interface DeviceDeps {
  readonly db: Database;
  readonly sessions: SessionRepository;
  readonly sessionEnding: SessionEnding;
}

const position = z.guid();

/** Where a user is signed in. */
export const createDeviceList = ({ db, sessions }: Pick<DeviceDeps, 'db' | 'sessions'>) => ({
  /** The sessions of the caller that go on, the latest first. */
  async list(
    caller: Principal,
    { limit, cursor }: { limit: number; cursor?: string | undefined },
  ): Promise<Result<Page<Session>, InvalidRequest>> {
    const before = readCursor(cursor, position);
    if (before.isErr()) return err(before.error);
    const rows = await sessions.list(db, caller, { before: before.value, limit: limit + 1 });
    return ok(toPage(rows, limit, ({ id }) => id));
  },
});

/** Signing out, here and elsewhere. */
export const createDeviceService = ({ db, sessionEnding }: Omit<DeviceDeps, 'sessions'>) => {
  const end = ({ userId }: Principal, sessionId: string): Promise<Result<undefined, SessionNotFound>> =>
    withTransaction(db, async tx => {
      const [ended] = await sessionEnding.end(tx, userId, sessionId);
      return ended === undefined ? err(sessionNotFound) : ok(undefined);
    });
  return {
    /** Ends one of the caller's sessions, on whichever device. */
    end,

    /** Ends the session that asks. One that has ended already is what was wanted. */
    async signOut(caller: Principal): Promise<Result<undefined, never>> {
      const ended = await end(caller, caller.sessionId);
      return ended.orElse(() => ok(undefined));
    },
  };
};
