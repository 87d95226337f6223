import type { Attachment, ParsedMail } from 'mailparser';

/** Older mails make room for newer ones. */
const MOST_MESSAGES = 500;

export interface CaughtMessage {
  readonly id: string;
  readonly from: string;
  /** The addresses that the sending program gave to the server: those of Bcc are among them. */
  readonly to: readonly string[];
  readonly subject: string;
  /** ISO 8601, when it was caught. */
  readonly date: string;
  readonly text: string;
  /** The HTML body with its own images in it, or '' when there is none. */
  readonly html: string;
  /** The Message-ID header, without its brackets. */
  readonly messageId: string;
  readonly attachments: readonly {
    readonly filename: string;
    readonly contentType: string;
    readonly size: number;
  }[];
}

/** The mails that were caught, in memory, newest first. */
export class Mailbox {
  #messages: CaughtMessage[] = [];
  #attachments = new WeakMap<CaughtMessage, readonly Attachment[]>();
  #count = 0;

  add(mail: ParsedMail, envelope: { readonly from: string; readonly to: readonly string[] }): void {
    this.#count += 1;
    const message: CaughtMessage = {
      id: String(this.#count),
      from: mail.from?.text ?? envelope.from,
      to: envelope.to,
      subject: mail.subject ?? '',
      date: new Date().toISOString(),
      text: mail.text ?? '',
      html: mail.html === false ? '' : (mail.html ?? ''),
      messageId: (mail.messageId ?? '').replace(/^<|>$/g, ''),
      attachments: mail.attachments.map(({ filename, contentType, size }) => ({
        filename: filename ?? '',
        contentType,
        size,
      })),
    };
    this.#attachments.set(message, mail.attachments);
    this.#messages = [message, ...this.#messages].slice(0, MOST_MESSAGES);
  }

  /** @param to an address, in any case; without it, all mails */
  list(to?: string): readonly CaughtMessage[] {
    if (to === undefined) return this.#messages;
    const address = to.toLowerCase();
    return this.#messages.filter(message =>
      message.to.some(recipient => recipient.toLowerCase() === address),
    );
  }

  get(id: string): CaughtMessage | undefined {
    return this.#messages.find(message => message.id === id);
  }

  /** @param index from 0, as in the list of a message's attachments */
  attachment(id: string, index: number): Attachment | undefined {
    const message = this.get(id);
    return message && this.#attachments.get(message)?.[index];
  }

  clear(): void {
    this.#messages = [];
  }
}
