import { ok, type Result } from 'neverthrow';
import type { EmailService } from '../emails/emails.service.ts';
import { hashSecret, mintSecret } from '../platform/auth/secret.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import type { EnqueueJobs } from '../platform/jobs/enqueue.ts';
import type { PasswordRepository } from './passwords.repository.ts';
import type { ResetRequest } from './passwords.schema.ts';

const RESET_SECONDS = 30 * 60;

/** What the reader of a mail needs to set a new password. It exists in that mail only. */
export interface ResetToken {
  readonly token: string;
  /** The page that takes it, if there is one. The token stands in the fragment, which browsers send to nobody. */
  readonly link: string | undefined;
}

/** Makes the tokens that set a new password, while their mail is being sent. */
export const createResetTokens = ({
  db,
  passwords,
}: {
  readonly db: Database;
  readonly passwords: PasswordRepository;
}) => ({
  /** @returns undefined when the user is gone, or has another address by now */
  async mint(userId: string, address: string): Promise<ResetToken | undefined> {
    const token = mintSecret();
    const reset = { hash: hashSecret(token), userId, address, seconds: RESET_SECONDS };
    if (!(await passwords.insertReset(db, reset))) return undefined;
    const { RESET_PAGE_URL: page } = config(sections.passwordResets);
    return { token, link: page === undefined ? undefined : `${page}#token=${token}` };
  },
});

export type ResetTokens = ReturnType<typeof createResetTokens>;

/** Asking for a mail that sets a new password. */
export const createResetRequestService = ({
  db,
  emailService,
  enqueueJobs,
}: {
  readonly db: Database;
  readonly emailService: EmailService;
  readonly enqueueJobs: EnqueueJobs;
}) => ({
  /**
   * Has a mail sent to whoever has the address. It does the same for an address that nobody has, up to the job, which then
   * finds no mail to send: neither the answer nor its time tells which addresses have accounts.
   */
  async request({ email }: ResetRequest): Promise<Result<Record<string, never>, never>> {
    return withTransaction(db, async tx => {
      await enqueueJobs(tx, [
        await emailService.composeTo(tx, email, { template: 'password-reset', data: {} }),
      ]);
      return ok({});
    });
  },
});
