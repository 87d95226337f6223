import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import type { StandingRepository } from './standing.repository.ts';

export const createSessionGuard = ({
  db,
  standing,
}: {
  db: Database;
  standing: StandingRepository;
}): SessionGuard => ({
  stands: caller => standing.stands(db, caller),
});
