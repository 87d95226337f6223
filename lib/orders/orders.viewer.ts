import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Viewer } from './orders.policy.ts';

/**
 * Who looks at an order. The word of a token is not enough for seeing everybody's: an administrator whose session was
 * revoked, or who lost the role, is a customer at once.
 */
export const viewerOf = async (caller: Principal, sessionGuard: SessionGuard): Promise<Viewer> => ({
  userId: caller.userId,
  isAdmin: caller.role === 'admin' && (await sessionGuard.stands(caller)),
});
