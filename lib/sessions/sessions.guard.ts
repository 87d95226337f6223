import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import type { SessionRepository } from './sessions.repository.ts';

export const createSessionGuard = ({
  db,
  sessions,
}: {
  db: Database;
  sessions: SessionRepository;
}): SessionGuard => ({
  stands: caller => sessions.stands(db, caller),
});
