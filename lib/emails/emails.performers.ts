import { ok } from 'neverthrow';
import { signedUrl } from '../platform/auth/signed-link.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { withTransaction } from '../platform/db/transaction.ts';
import { completed, discard, retry, settled, type Outcome } from '../platform/jobs/outcome.ts';
import { perform, type Attempt } from '../platform/jobs/performer.ts';
import type { ResetTokens } from '../users/password-resets.service.ts';
import { emailSend, emailSendUrgent } from './emails.jobs.ts';
import type { EmailRepository, Letter } from './emails.repository.ts';
import { renderMail, type FilledMail } from './emails.templates.ts';
import type { MailTransport } from './emails.transport.ts';

interface Deps {
  readonly db: Database;
  readonly emails: EmailRepository;
  readonly mailTransport: MailTransport;
  readonly resetTokens: ResetTokens;
  readonly clock: Clock;
}

/** At least once: a worker that dies between the mail server's yes and the commit sends the same mail again. */
const deliver =
  ({ db, emails, mailTransport, resetTokens, clock }: Deps) =>
  async ({ emailId }: { readonly emailId: string }, attempt: Attempt): Promise<Outcome> => {
    const letter = await emails.find(db, emailId);
    // Its reader was erased, or there never was one: resets are asked for in the name of anybody.
    if (letter === undefined) return completed({ sent: false });
    if (letter.sent) return completed();
    const { name, address } = letter;
    const mail = await fill(letter, resetTokens, clock);
    if (mail === undefined) return retry('the address was changed meanwhile');
    const sent = await mailTransport.send({ id: emailId, to: { name, address }, ...renderMail(mail, name) });
    if (sent.isErr()) return discard(sent.error.reason);
    await withTransaction(db, async tx => {
      await emails.markSent(tx, emailId);
      return ok(await attempt.complete(tx, { result: sent.value }));
    });
    return settled;
  };

export const performEmailSend = perform(emailSend, deliver);
export const performEmailSendUrgent = perform(emailSendUrgent, deliver);

/** Makes the secrets of a mail, which rest nowhere: each attempt makes its own. */
const fill = async (
  { userId, address, mail }: Letter,
  resetTokens: ResetTokens,
  clock: Clock,
): Promise<FilledMail | undefined> => {
  if (mail.template === 'report')
    return { ...mail, data: { ...mail.data, link: signedUrl(mail.data.path, clock.now()) } };
  if (mail.template !== 'password-reset') return mail;
  const data = await resetTokens.mint(userId, address);
  return data && { template: mail.template, data };
};
