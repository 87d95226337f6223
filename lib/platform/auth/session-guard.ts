import type { Principal } from './principal.ts';

/** Asks the database whether a token's session still stands, where a revocation must hold at once. */
export interface SessionGuard {
  /** Whether the session goes on and its user still has the role that the token says. */
  stands(caller: Principal): Promise<boolean>;
}
