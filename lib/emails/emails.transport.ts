import { err, ok, type Result } from 'neverthrow';
import { createTransport, type Transporter } from 'nodemailer';
import { SesError, sesOf } from '../platform/aws/ses.ts';
import { config } from '../platform/config/config.ts';
import * as sections from '../platform/config/sections.ts';
import { lazily } from '../platform/lazily/lazily.ts';
import type { RenderedMail } from './emails.templates.ts';

/** A mail as it is handed over. Its Message-ID is made of `id`, so that a repeat can be told from a second mail. */
export type OutgoingMail = RenderedMail & {
  readonly id: string;
  readonly to: { readonly name: string; readonly address: string };
};

export interface HandedOver {
  /** As its reader gets it. Amazon SES puts its own Message-ID in place of ours. */
  readonly messageId: string;
}

/** The mail server refuses this mail or its address: it would refuse it again. */
export interface MailRefused {
  readonly type: 'mail.refused';
  readonly reason: string;
}

export interface MailTransport {
  /** Hands a mail to the mail server; throws when that cannot take it now. */
  send(mail: OutgoingMail): Promise<Result<HandedOver, MailRefused>>;
}

/** Sends over SMTP. */
export const createSmtpTransport = (url: string): MailTransport => sendingBy(createTransport(url));

/** Sends by the API of Amazon SES. @param url of SES, where it is not that of AWS */
export const createSesTransport = (identityArn: string, url?: string): MailTransport =>
  sendingBy(createTransport({ SES: sesOf(identityArn, url) }));

/** Sends by Amazon SES where an identity is configured, and over SMTP elsewhere. */
export const createMailTransport = (): MailTransport => ({ send: mail => configured().send(mail) });

const configured = lazily((): MailTransport => {
  const { SES_IDENTITY_ARN: identityArn, SMTP_URL: smtpUrl = '' } = config(sections.mail);
  return identityArn === undefined ? createSmtpTransport(smtpUrl) : createSesTransport(identityArn);
});

const sendingBy = (transporter: Transporter<HandedOver>): MailTransport => ({
  async send({ id, to, subject, text, html, attachments }) {
    const { MAIL_FROM: from } = config(sections.mail);
    const mail = { messageId: `<${id}@strata>`, from, to, subject, text, html };
    try {
      const { messageId } = await transporter.sendMail({ ...mail, attachments: [...attachments] });
      return ok({ messageId });
    } catch (error) {
      if (error instanceof Error && isRefusal(error))
        return err({ type: 'mail.refused', reason: error.message });
      throw error;
    }
  },
});

/** The words of SES for a mail or an address it will never take. */
const SES_REFUSALS = ['MessageRejected', 'BadRequestException'];

/** A reply of 500 and above to the address is for good (RFC 5321, 4.2.1); to anything else it may be our configuration. */
const isRefusal = (error: Error): boolean => {
  if (error instanceof SesError) return SES_REFUSALS.includes(error.code);
  const { command, responseCode } = error as { readonly command?: string; readonly responseCode?: number };
  return command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500;
};
