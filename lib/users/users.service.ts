import { err, ok, type Result } from 'neverthrow';
import * as z from 'zod';
import type { EmailService } from '../emails/emails.service.ts';
import { hashPassword } from '../platform/auth/password.ts';
import { weaknessOf } from '../platform/auth/password-policy.ts';
import type { Principal } from '../platform/auth/principal.ts';
import type { SessionGuard } from '../platform/auth/session-guard.ts';
import type { Database } from '../platform/db/database.ts';
import { keyReused, once, type IdempotencyError, type IdempotencyKey } from '../platform/http/idempotency.ts';
import { readCursor, toPage, type Page } from '../platform/http/page.ts';
import { invalidRequest, type InvalidRequest } from '../platform/http/request-error.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import type { PasswordCheck } from './password-check.service.ts';
import { relationTo } from './users.access.ts';
import { emailTaken, userNotFound, type EmailTaken, type UserNotFound } from './users.errors.ts';
import type { UserRepository } from './users.repository.ts';
import { user, type Registration, type User, type UserQuery } from './users.schema.ts';

export interface RegistrationDeps {
  readonly db: Database;
  readonly users: UserRepository;
  readonly passwordCheck: PasswordCheck;
  readonly emailService: EmailService;
  readonly enqueueJobs: EnqueueJobs;
}

/** Registering. */
export const createUserService = ({
  db,
  users,
  passwordCheck,
  emailService,
  enqueueJobs,
}: RegistrationDeps) => ({
  /**
   * Registers a user and has a welcome mail sent in the background, so that no mail server can fail a registration. A
   * replay is answered to who knows the account's password only: anybody may send anybody's key.
   */
  async register(
    { password, ...profile }: Registration,
    idempotency: IdempotencyKey | undefined,
  ): Promise<Result<User, EmailTaken | InvalidRequest | IdempotencyError>> {
    const weakness = weaknessOf(password, profile);
    if (weakness !== undefined)
      return err(invalidRequest([{ pointer: '/body/password', message: weakness }]));
    const passwordHash = await hashPassword(password);
    const id = uuidv7();
    const registered = await once<User, EmailTaken>(db, idempotency, user, async tx => {
      const created = await users.insert(tx, { id, ...profile, passwordHash });
      if (created === undefined) return err(emailTaken);
      await enqueueJobs(tx, [await emailService.compose(tx, id, { template: 'welcome', data: {} })]);
      return ok(created);
    });
    if (registered.isErr() || registered.value.id === id) return registered;
    return (await passwordCheck.matches(registered.value.id, password)) ? registered : err(keyReused);
  },
});

export interface UserReaderDeps {
  readonly db: Database;
  readonly users: UserRepository;
  readonly sessionGuard: SessionGuard;
}

const position = z.guid();

/** Reading accounts: one's own, and all of them for administrators. */
export const createUserReader = ({ db, users, sessionGuard }: UserReaderDeps) => ({
  async get(caller: Principal, userId: string): Promise<Result<User, UserNotFound>> {
    const relation = await relationTo(caller, userId, sessionGuard);
    const found = relation && (await users.find(db, userId));
    return found === undefined ? err(userNotFound) : ok(found);
  },

  async list({ search, limit, cursor }: UserQuery): Promise<Result<Page<User>, InvalidRequest>> {
    const before = readCursor(cursor, position);
    if (before.isErr()) return err(before.error);
    const rows = await users.list(db, { search, before: before.value, limit: limit + 1 });
    return ok(toPage(rows, limit, ({ id }) => id));
  },
});
