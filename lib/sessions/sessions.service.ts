import { err, ok, type Result } from 'neverthrow';
import { ACCESS_TOKEN_SECONDS, type AccessTokenIssuer } from '../platform/auth/access-token.ts';
import { hashPassword, verifyPassword } from '../platform/auth/password.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { wrongCredentials, type SessionError } from './sessions.errors.ts';
import type { SessionRepository } from './sessions.repository.ts';
import type { Credentials, SignedIn } from './sessions.schema.ts';

const SESSION_SECONDS = 30 * 24 * 3600;

export interface SessionServiceDeps {
  readonly db: Database;
  readonly sessions: SessionRepository;
  readonly accessTokenIssuer: AccessTokenIssuer;
  readonly clock: Clock;
}

/** Sign-in rules. */
export const createSessionService = ({ db, sessions, accessTokenIssuer, clock }: SessionServiceDeps) => ({
  /** Takes as long for an address that does not exist as for a wrong password. */
  async signIn({ email, password }: Credentials): Promise<Result<SignedIn, SessionError>> {
    const account = await sessions.findAccount(db, email);
    const matches = await verifyPassword(password, account?.passwordHash ?? (await absentHash()));
    if (account === undefined || !matches) return err(wrongCredentials);
    const session = { id: uuidv7(), userId: account.id, seconds: SESSION_SECONDS };
    await sessions.insert(db, session);
    const bearer = { userId: account.id, sessionId: session.id, role: account.role };
    return ok({
      accessToken: await accessTokenIssuer.issue(bearer, clock.now()),
      tokenType: 'Bearer',
      expiresInSeconds: ACCESS_TOKEN_SECONDS,
      user: { id: account.id, name: account.name, role: account.role },
    });
  },
});

let absent: Promise<string> | undefined;
/** A hash that no password has, so that looking up nobody costs what looking up somebody does. */
const absentHash = (): Promise<string> => (absent ??= hashPassword(uuidv7()));
