import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Standing } from './rooms.policy.ts';
import type { Room } from './rooms.schema.ts';

/**
 * How a caller stands to a room as they see it. For one whose token says administrator the database is asked, so that a
 * role or a session that was taken away counts for nothing at once.
 */
export const standingIn = async (
  { visibility, membership }: Room,
  caller: Principal,
  sessionGuard: SessionGuard,
): Promise<Standing> => ({
  visibility,
  role: membership?.role,
  admin: caller.role === 'admin' && (await sessionGuard.stands(caller)),
});
