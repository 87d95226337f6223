import { createTransport, type Transporter } from 'nodemailer';
import { config } from '../platform/config/config.ts';
import type { RenderedMail } from './emails.templates.ts';

export interface MailTransport {
  /** Hands a mail to the mail server. Its Message-ID is made of `id`, so that a repeat can be told from a second mail. */
  send(
    mail: RenderedMail & {
      readonly id: string;
      readonly to: { readonly name: string; readonly address: string };
    },
  ): Promise<void>;
}

let shared: Transporter | undefined;
const smtp = () => (shared ??= createTransport(config('mail').SMTP_URL));

/** Sends over SMTP. */
export const createSmtpTransport = (): MailTransport => ({
  async send({ id, to, subject, text, html, attachments }) {
    const { MAIL_FROM: from } = config('mail');
    await smtp().sendMail({
      messageId: `<${id}@strata>`,
      from,
      to,
      subject,
      text,
      html,
      attachments: [...attachments],
    });
  },
});
