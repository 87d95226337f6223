import { err, ok, type Result } from 'neverthrow';
import { hashPassword, isOutdated, nobodysPasswordHash, verifyPassword } from '../platform/auth/password.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import type { Log } from '../platform/log/log.ts';
import type { RateLimiter } from '../platform/rate-limit/rate-limiter.ts';
import type { SessionEnding } from './sessions.ending.service.ts';
import {
  sessionEnded,
  wrongCredentials,
  type SessionEnded,
  type WrongCredentials,
} from './sessions.errors.ts';
import type { SessionOpening } from './sessions.opening.service.ts';
import type { SessionRepository } from './sessions.repository.ts';
import type { Continuation, Credentials, SignedIn } from './sessions.schema.ts';
import { readRefreshToken } from './sessions.tokens.ts';

/** An answer may get lost on its way: for this long the token spent on it is good for another. */
const GRACE_SECONDS = 10;

export interface SignInDeps {
  readonly db: Database;
  readonly sessions: SessionRepository;
  readonly sessionOpening: SessionOpening;
  readonly rateLimiter: RateLimiter;
}

/** Signing in with a password. */
export const createSignInService = ({ db, sessions, sessionOpening, rateLimiter }: SignInDeps) => {
  /** Answers the same, in the same time, for an address that does not exist and for a wrong password. */
  const signIn = async (
    credentials: Credentials,
    userAgent: string | undefined,
  ): Promise<Result<SignedIn, WrongCredentials>> => {
    const { email, password } = credentials;
    const account = await sessions.findAccount(db, email);
    const matches = await verifyPassword(password, account?.passwordHash ?? nobodysPasswordHash);
    if (account === undefined || !matches) return err(wrongCredentials);
    const { id, passwordHash } = account;
    const signedIn = await sessionOpening.open(id, { userAgent, passwordHash });
    // The password, or the way it is hashed, was changed while it was being checked.
    if (signedIn === undefined) return signIn(credentials, userAgent);
    await rateLimiter.forget(email.toLowerCase());
    if (isOutdated(passwordHash))
      await sessions.replaceHash(db, id, passwordHash, await hashPassword(password));
    return ok(signedIn);
  };
  return { signIn };
};

export interface RefreshDeps {
  readonly db: Database;
  readonly sessions: SessionRepository;
  readonly sessionOpening: SessionOpening;
  readonly sessionEnding: SessionEnding;
  readonly log: Log;
}

/** Going on with a session. */
export const createRefreshService = ({ db, sessions, sessionOpening, sessionEnding, log }: RefreshDeps) => ({
  /**
   * Exchanges a refresh token for fresh tokens. One that comes back after it was spent has been copied: whoever holds the
   * session, it ends.
   */
  async refresh({ refreshToken }: Continuation): Promise<Result<SignedIn, SessionEnded>> {
    const read = readRefreshToken(refreshToken);
    if (read === undefined) return err(sessionEnded);
    const session = await sessions.rotate(db, read.presented, read.next, GRACE_SECONDS);
    if (session !== undefined) return ok(await sessionOpening.answer(session, read.next));
    const ending = await withTransaction(db, async tx =>
      ok(await sessionEnding.endFamily(tx, read.presented)),
    );
    if (ending.isOk() && ending.value.length > 0)
      log.warn('session.token_reused', { sessionIds: ending.value });
    return err(sessionEnded);
  },
});
