import type { Transaction } from '../platform/db/transaction.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { newJob, type NewJob } from '../platform/jobs/job.ts';
import { emailSend } from './emails.jobs.ts';
import type { EmailRepository } from './emails.repository.ts';
import type { Mail } from './emails.schema.ts';

/** Writing mails; sending them is the work of a job. */
export const createEmailService = ({ emails }: { readonly emails: EmailRepository }) => ({
  /** Stores a mail to a user in the caller's transaction. @returns the job that sends it, for the caller to enqueue there */
  async compose(tx: Transaction, userId: string, mail: Mail): Promise<NewJob> {
    const emailId = uuidv7();
    await emails.insert(tx, emailId, userId, mail);
    return newJob(emailSend, { emailId });
  },
});

export type EmailService = ReturnType<typeof createEmailService>;
