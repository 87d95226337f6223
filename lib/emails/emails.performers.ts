import { ok } from 'neverthrow';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { completed, discard, settled } from '../platform/jobs/outcome.ts';
import { perform } from '../platform/jobs/performer.ts';
import { emailSend } from './emails.jobs.ts';
import type { EmailRepository } from './emails.repository.ts';
import { renderMail } from './emails.templates.ts';
import type { MailTransport } from './emails.transport.ts';

interface Deps {
  readonly db: Database;
  readonly emails: EmailRepository;
  readonly mailTransport: MailTransport;
}

/** At least once: a worker that dies between the mail server's yes and the commit sends the same Message-ID again. */
export const performEmailSend = perform(
  emailSend,
  ({ db, emails, mailTransport }: Deps) =>
    async ({ emailId }, attempt) => {
      const letter = await emails.find(db, emailId);
      if (letter === undefined) return discard('the mail or its reader was deleted');
      if (letter.sent) return completed();
      const { name, address } = letter;
      await mailTransport.send({ id: emailId, to: { name, address }, ...renderMail(letter.mail, name) });
      await withTransaction(db, async tx => {
        await emails.markSent(tx, emailId);
        return ok(await attempt.complete(tx));
      });
      return settled;
    },
);
