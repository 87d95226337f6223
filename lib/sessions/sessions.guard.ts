import type { Principal } from '../platform/auth/principal.ts';
import type { Database } from '../platform/db/database.ts';
import type { SessionRepository } from './sessions.repository.ts';

/** Asks the database whether a token's session still stands, for routes where a revocation must hold at once. */
export interface SessionGuard {
  stands(caller: Principal): Promise<boolean>;
}

export const createSessionGuard = ({
  db,
  sessions,
}: {
  db: Database;
  sessions: SessionRepository;
}): SessionGuard => ({
  stands: caller => sessions.stands(db, caller),
});
