import { ACCESS_TOKEN_SECONDS, type AccessTokenIssuer } from '../platform/auth/access-token.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import type { OpenSession, SessionRepository } from './sessions.repository.ts';
import type { SignedIn } from './sessions.schema.ts';
import { mintRefreshToken, type RefreshToken } from './sessions.tokens.ts';

/** One signs in again this often, however much the session is used. */
const SESSION_SECONDS = 30 * 24 * 3600;

export interface SessionOpeningDeps {
  readonly db: Database;
  readonly sessions: SessionRepository;
  readonly accessTokenIssuer: AccessTokenIssuer;
  readonly clock: Clock;
}

/** Opens sessions for users whose credentials have been checked, and issues their tokens. */
export const createSessionOpening = ({ db, sessions, accessTokenIssuer, clock }: SessionOpeningDeps) => {
  const answer = async (
    { sessionId, expiresAt, holder }: OpenSession,
    refreshToken: RefreshToken,
  ): Promise<SignedIn> => ({
    accessToken: await accessTokenIssuer.issue(
      { userId: holder.id, sessionId, role: holder.role },
      clock.now(),
    ),
    tokenType: 'Bearer',
    expiresInSeconds: ACCESS_TOKEN_SECONDS,
    refreshToken: refreshToken.text,
    sessionExpiresAt: expiresAt,
    user: holder,
  });
  return {
    /** What the holder of an open session is told, with a fresh access token. */
    answer,

    /**
     * @param passwordHash the hash that the password was compared with, if it was one
     * @returns undefined when the user is gone, or their password is another by now
     */
    async open(
      userId: string,
      { userAgent, passwordHash }: { userAgent: string | undefined; passwordHash?: string },
    ): Promise<SignedIn | undefined> {
      const token = mintRefreshToken();
      const opened = await sessions.open(db, {
        id: uuidv7(),
        userId,
        seconds: SESSION_SECONDS,
        token,
        userAgent,
        passwordHash,
      });
      return opened && answer(opened, token);
    },
  };
};

export type SessionOpening = ReturnType<typeof createSessionOpening>;
