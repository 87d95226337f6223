import { describe, expect, it } from '@jest/globals';
import { hashPassword } from '../../../../lib/platform/auth/password.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import { createRateLimiter } from '../../../../lib/platform/rate-limit/rate-limiter.ts';
import { createSessionOpening } from '../../../../lib/sessions/sessions.opening.service.ts';
import { sessionRepository } from '../../../../lib/sessions/sessions.repository.ts';
import { createSignInService } from '../../../../lib/sessions/sessions.service.ts';
import { createAccount, PASSWORD } from '../../../support/accounts.ts';
import { clockAt } from '../../../support/fakes.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const sessions = sessionRepository;

const serviceOn = (db: Database) => {
  const accessTokenIssuer = { issue: async () => 'access token' };
  const clock = clockAt('2026-11-22T10:00:00.000Z');
  const sessionOpening = createSessionOpening({ db, sessions, accessTokenIssuer, clock });
  return createSignInService({ db, sessions, sessionOpening, rateLimiter: createRateLimiter({ db }) });
};

/** Signs in while something else happens after the password was compared, and before the session is opened. */
const signInWhile = async (happening: (userId: string) => Promise<unknown>) => {
  const { userId, email } = await createAccount(database.db);
  let happened = false;
  const { db } = observe(database.db, async name => {
    if (name !== 'sessions.open' || happened) return;
    happened = true;
    await happening(userId);
  });
  const result = await serviceOn(db).signIn({ email, password: PASSWORD }, undefined);
  const opened = await database.value(
    'select count(*) from sessions where user_id = $1 and family_hash is not null',
    [userId],
  );
  return { signedIn: result.isOk(), opened };
};
const setHash = (userId: string, hash: string) =>
  database.rows('update users set password_hash = $2 where id = $1', [userId, hash]);

describe('signing in', () => {
  it('opens no session with a password that was changed while it was compared', async () => {
    const hash = await hashPassword('another password');
    expect(await signInWhile(userId => setHash(userId, hash))).toEqual({ signedIn: false, opened: 0 });
  });

  it('opens one when only the way it is hashed was changed', async () => {
    const hash = await hashPassword(PASSWORD);
    expect(await signInWhile(userId => setHash(userId, hash))).toEqual({ signedIn: true, opened: 1 });
  });

  it('opens none for an account that was erased meanwhile', async () => {
    const erase = (userId: string) => database.rows('delete from users where id = $1', [userId]);
    expect(await signInWhile(erase)).toEqual({ signedIn: false, opened: 0 });
  });
});
