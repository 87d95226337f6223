import { err, ok, type Result } from 'neverthrow';
import { verifyPassword } from '../platform/auth/password.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { stale, versionsOf, type IfMatch, type Stale } from '../platform/http/precondition.ts';
import type { ConnectionClosing } from '../platform/realtime/closing.ts';
import type { RateLimiter } from '../platform/rate-limit/rate-limiter.ts';
import type { ErasureRepository } from './erasure.repository.ts';
import type { PasswordOwner, PasswordRepository } from './passwords.repository.ts';
import { relationTo } from './users.access.ts';
import {
  emailTaken,
  userNotFound,
  wrongPassword,
  type EmailTaken,
  type UserNotFound,
  type WrongPassword,
} from './users.errors.ts';
import type { UserRepository } from './users.repository.ts';
import type { Erasure, ProfileChange, User } from './users.schema.ts';

export interface AccountDeps {
  readonly db: Database;
  readonly users: UserRepository;
  readonly passwords: PasswordRepository;
  readonly sessionGuard: SessionGuard;
}

/** The account that a caller may act on, and how they stand to it; undefined when there is none for them. */
const reach = async (caller: Principal, userId: string, { db, passwords, sessionGuard }: AccountDeps) => {
  const relation = await relationTo(caller, userId, sessionGuard);
  const owner = relation && (await passwords.findOwner(db, userId));
  return owner && { relation, owner };
};

/** The hash that a password was found to fit; undefined when it does not. */
const verified = async (
  { passwordHash }: PasswordOwner,
  password: string | undefined,
): Promise<string | undefined> =>
  password !== undefined && (await verifyPassword(password, passwordHash)) ? passwordHash : undefined;

/** Changing profiles. */
export const createProfileService = (deps: AccountDeps) => ({
  /** Changes what is given. A new address makes mails to the old one worthless: whoever reads it may be somebody else. */
  async update(
    caller: Principal,
    userId: string,
    change: ProfileChange,
    ifMatch: IfMatch,
  ): Promise<Result<User, UserNotFound | WrongPassword | EmailTaken | Stale>> {
    const { db, users, passwords } = deps;
    const account = await reach(caller, userId, deps);
    if (account === undefined) return err(userNotFound);
    const asksPassword = change.email !== undefined;
    const hash = asksPassword ? await verified(account.owner, change.currentPassword) : undefined;
    if (asksPassword && hash === undefined) return err(wrongPassword);
    return withTransaction(db, async tx => {
      const expected = { versions: versionsOf(ifMatch), passwordHash: hash ?? null };
      const updated = await users.update(tx, userId, change, expected);
      if (updated === 'taken') return err(emailTaken);
      if (updated === undefined)
        return err((await users.find(tx, userId)) === undefined ? userNotFound : stale);
      if (asksPassword) await passwords.forgetResets(tx, userId);
      return ok(updated);
    });
  },
});

export interface ErasureDeps extends AccountDeps {
  readonly erasures: ErasureRepository;
  readonly rateLimiter: RateLimiter;
  readonly connectionClosing: ConnectionClosing;
}

/** Erasing accounts. */
export const createErasureService = (deps: ErasureDeps) => ({
  /** Erases a user: nothing that is about them as a person is left in any table. */
  async erase(
    caller: Principal,
    userId: string,
    { currentPassword }: Erasure,
  ): Promise<Result<undefined, UserNotFound | WrongPassword>> {
    const { db, erasures, rateLimiter, connectionClosing } = deps;
    const account = await reach(caller, userId, deps);
    if (account === undefined) return err(userNotFound);
    const { relation, owner } = account;
    if (relation === 'owner' && (await verified(owner, currentPassword)) === undefined)
      return err(wrongPassword);
    const erased = await withTransaction(db, async tx => {
      await connectionClosing.end(tx, { userId });
      return (await erasures.erase(tx, userId)) ? ok(undefined) : err(userNotFound);
    });
    // Counts are kept by these; the last of a window would else outlive the user by minutes.
    for (const subject of [owner.email.toLowerCase(), userId]) await rateLimiter.forget(subject);
    return erased;
  },
});
