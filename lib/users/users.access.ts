import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';

/**
 * How a caller stands to an account: it is their own, or they may act on it as an administrator, which holds only as long as
 * their session does; undefined when it is none of their business.
 */
export const relationTo = async (
  caller: Principal,
  userId: string,
  sessionGuard: SessionGuard,
): Promise<'owner' | 'administrator' | undefined> => {
  if (caller.userId === userId) return 'owner';
  return caller.role === 'admin' && (await sessionGuard.stands(caller)) ? 'administrator' : undefined;
};
