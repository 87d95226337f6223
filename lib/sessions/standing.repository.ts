import type { Principal } from '../platform/auth/principal.ts';
import type { Executor } from '../platform/db/database.ts';

/** What many functions ask of sessions that need nothing else of them: their bundles hold this alone. */
export const standingRepository = {
  /** Whether a token's session still stands and its user still has the role. */
  async stands(db: Executor, { sessionId, userId, role }: Principal): Promise<boolean> {
    const rows = await db.query(
      `-- sessions.stands
       select from sessions
       join users on users.id = sessions.user_id
       where sessions.id = $1 and sessions.user_id = $2 and users.role = $3
         and sessions.revoked_at is null and sessions.expires_at > now()`,
      [sessionId, userId, role],
    );
    return rows.length === 1;
  },
} as const;
export type StandingRepository = typeof standingRepository;
