import { err, ok, type Result } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import { hashPassword, verifyPassword } from '../platform/auth/password.ts';
import { weaknessOf } from '../platform/auth/password-policy.ts';
import type { Principal } from '../platform/auth/principal.ts';
import { hashSecret } from '../platform/auth/secret.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction, type Transaction } from '../platform/db/transaction.ts';
import { invalidRequest, type InvalidRequest } from '../platform/http/request-error.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import type { SessionEnding } from '../sessions/sessions.ending.service.ts';
import { invalidResetToken, type InvalidResetToken } from './passwords.errors.ts';
import type { PasswordRepository } from './passwords.repository.ts';
import type { ResetCompletion } from './passwords.schema.ts';
import { userNotFound, wrongPassword, type UserNotFound, type WrongPassword } from './users.errors.ts';
import type { PasswordChange } from './users.schema.ts';

export interface PasswordServiceDeps {
  readonly db: Database;
  readonly passwords: PasswordRepository;
  readonly sessionEnding: SessionEnding;
  readonly emailService: EmailService;
  readonly enqueueJobs: EnqueueJobs;
}

/** Setting new passwords, by those who know the old one and by those who get a mail. */
export const createPasswordService = (deps: PasswordServiceDeps) => {
  const { db, passwords } = deps;
  return {
    /** Changes the caller's own password. Their other sessions end, and a mail tells them. */
    async change(
      { userId: callerId, sessionId }: Principal,
      userId: string,
      { currentPassword, newPassword }: PasswordChange,
    ): Promise<Result<undefined, UserNotFound | WrongPassword | InvalidRequest>> {
      const owner = callerId === userId ? await passwords.findOwner(db, userId) : undefined;
      if (owner === undefined) return err(userNotFound);
      if (!(await verifyPassword(currentPassword, owner.passwordHash))) return err(wrongPassword);
      const weakness = weaknessOf(newPassword, owner);
      if (weakness !== undefined) return err(weakPassword(weakness));
      const passwordHash = await hashPassword(newPassword);
      return withTransaction(db, async tx => {
        if (!(await passwords.replace(tx, userId, passwordHash, owner.passwordHash)))
          return err(wrongPassword);
        await afterReplacing(tx, userId, deps, sessionId);
        return ok(undefined);
      });
    },

    /** Sets a password with the token of a mail, once. Every session ends: whoever was signed in may be why. */
    async completeReset({
      token,
      newPassword,
    }: ResetCompletion): Promise<Result<undefined, InvalidResetToken | InvalidRequest>> {
      const hash = hashSecret(token);
      const owner = await passwords.findReset(db, hash);
      if (owner === undefined) return err(invalidResetToken);
      const weakness = weaknessOf(newPassword, owner);
      if (weakness !== undefined) return err(weakPassword(weakness));
      const passwordHash = await hashPassword(newPassword);
      return withTransaction(db, async tx => {
        const userId = await passwords.takeReset(tx, hash);
        if (userId === undefined) return err(invalidResetToken);
        await passwords.replace(tx, userId, passwordHash, undefined);
        await afterReplacing(tx, userId, deps);
        return ok(undefined);
      });
    },
  };
};

const weakPassword = (message: string): InvalidRequest =>
  invalidRequest([{ pointer: '/body/newPassword', message }]);

const afterReplacing = async (
  tx: Transaction,
  userId: string,
  { passwords, sessionEnding, emailService, enqueueJobs }: PasswordServiceDeps,
  keptSessionId?: string,
): Promise<void> => {
  await sessionEnding.endAll(tx, userId, keptSessionId);
  await passwords.forgetResets(tx, userId);
  await enqueueJobs(tx, [await emailService.compose(tx, userId, { template: 'password-changed', data: {} })]);
};
