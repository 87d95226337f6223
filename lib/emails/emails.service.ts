import type { Transaction } from '../platform/db/transaction.ts';
import { uuidv7 } from '../platform/ids/uuid.ts';
import { newJob, type NewJob } from '../platform/jobs/job.ts';
import { emailSend, emailSendUrgent } from './emails.jobs.ts';
import type { EmailRepository } from './emails.repository.ts';
import type { Mail } from './emails.schema.ts';

/** Mails that their readers wait for, looking at the mailbox: no report or newsletter may stand before them. */
const URGENT: readonly Mail['template'][] = ['password-reset'];

const sending = (emailId: string, { template }: Mail): NewJob =>
  newJob(URGENT.includes(template) ? emailSendUrgent : emailSend, { emailId });

/** Writing mails; sending them is the work of a job. */
export const createEmailService = ({ emails }: { readonly emails: EmailRepository }) => ({
  /** Stores a mail to a user in the caller's transaction. @returns the job that sends it, for the caller to enqueue there */
  async compose(tx: Transaction, userId: string, mail: Mail): Promise<NewJob> {
    const emailId = uuidv7();
    await emails.insert(tx, emailId, userId, mail);
    return sending(emailId, mail);
  },

  /**
   * Stores a mail to whoever has an address, if anybody does.
   *
   * @returns the job that sends it, in either case: to enqueue it tells nobody whether there is a mail
   */
  async composeTo(tx: Transaction, address: string, mail: Mail): Promise<NewJob> {
    const emailId = uuidv7();
    await emails.insertTo(tx, emailId, address, mail);
    return sending(emailId, mail);
  },
});

export type EmailService = ReturnType<typeof createEmailService>;
