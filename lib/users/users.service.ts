import { err, ok, type Result } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import { hashPassword } from '../platform/auth/password.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import { emailTaken, type UserError } from './users.errors.ts';
import type { UserRepository } from './users.repository.ts';
import type { Registration, User } from './users.schema.ts';

export interface UserServiceDeps {
  readonly db: Database;
  readonly users: UserRepository;
  readonly emailService: EmailService;
  readonly enqueueJobs: EnqueueJobs;
}

/** Registration and profile rules. */
export const createUserService = ({ db, users, emailService, enqueueJobs }: UserServiceDeps) => ({
  /** Registers a user and has a welcome mail sent in the background, so that no mail server can fail a registration. */
  async register({ name, email, age, password }: Registration): Promise<Result<User, UserError>> {
    const passwordHash = await hashPassword(password);
    return withTransaction(db, async tx => {
      const user = await users.insert(tx, { id: uuidv7(), name, email, age, passwordHash });
      if (user === undefined) return err(emailTaken);
      await enqueueJobs(tx, [await emailService.compose(tx, user.id, { template: 'welcome', data: {} })]);
      return ok(user);
    });
  },
});
