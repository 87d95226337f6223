import { escapeHtml } from '../platform/http/html.ts';
import { inSentence } from '../platform/text/in-sentence.ts';
import type { Mail, OrderMail } from './emails.schema.ts';

/** A mail that may be rendered: what was stored of it, and the secrets that were made for it since. */
export type FilledMail =
  | Exclude<Mail, { template: 'password-reset' | 'report' }>
  | {
      readonly template: 'report';
      readonly data: Extract<Mail, { template: 'report' }>['data'] & { readonly link: string };
    }
  | {
      readonly template: 'password-reset';
      readonly data: { readonly token: string; readonly link: string | undefined };
    };

export interface Attachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: string;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly Attachment[];
}

/** A mail as paragraphs and a table; the text and the HTML part are both made from it, so they say the same. */
interface Draft {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly rows?: readonly (readonly [label: string, value: string])[];
  readonly link?: { readonly label: string; readonly url: string } | undefined;
  readonly attachments?: readonly Attachment[];
}

/** Renders a mail for its reader. */
export const renderMail = (mail: FilledMail, name: string): RenderedMail => {
  const { subject, paragraphs, rows = [], link, attachments = [] } = draft(mail);
  const greeting = `Hello ${inSentence(name)},`;
  const text = [
    greeting,
    ...paragraphs,
    ...(rows.length === 0 ? [] : [rows.map(([label, value]) => `${label}: ${value}`).join('\n')]),
    ...(link === undefined ? [] : [`${link.label}: ${link.url}`]),
  ].join('\n\n');
  const table = rows.map(
    ([label, value]) => `<tr><td>${escapeHtml(label)}</td><td align="right">${escapeHtml(value)}</td></tr>`,
  );
  const html = [
    '<!doctype html><html lang="en"><body style="font-family: sans-serif; max-width: 36em">',
    ...[greeting, ...paragraphs].map(paragraph => `<p>${escapeHtml(paragraph)}</p>`),
    ...(table.length > 0 ? [`<table cellpadding="6">${table.join('')}</table>`] : []),
    ...(link === undefined ? [] : [`<p><a href="${escapeHtml(link.url)}">${escapeHtml(link.label)}</a></p>`]),
    '</body></html>',
  ].join('\n');
  return { subject, text, html, attachments };
};

const draft = (mail: FilledMail): Draft => {
  switch (mail.template) {
    case 'welcome':
      return { subject: 'Welcome to Strata', paragraphs: ['Your account is ready.'] };
    case 'password-reset':
      return resetDraft(mail.data);
    case 'password-changed':
      return {
        subject: 'Your password was changed',
        paragraphs: [
          'The password of your account was changed, and every other device was signed out.',
          'It was not you? Set a new one: ask for a password reset where you sign in.',
        ],
      };
    case 'order-confirmation':
      return {
        subject: 'Your order is confirmed',
        ...orderDraft(mail.data, 'Thank you: your payment has arrived.'),
      };
    case 'order-shipped':
      return {
        subject: 'Your order is on its way',
        ...orderDraft(mail.data, 'Your order has been shipped.'),
      };
    case 'payment-failed':
      return {
        subject: 'Your payment was declined',
        ...orderDraft(
          mail.data,
          'Your payment was declined, so the order was closed. You can place it again with another card.',
        ),
      };
    case 'order-refunded':
      return {
        subject: 'Your payment was given back',
        ...orderDraft(mail.data, 'We have given back all that you paid for this order.'),
      };
    case 'report': {
      const { kind, date, figures, attention, csv, link } = mail.data;
      return {
        subject: `The ${kind} report of ${date}`,
        paragraphs: [...attention, 'The key figures, with all of them attached:'],
        rows: figures.map(({ label, value }) => [label, value]),
        link: { label: 'The report with its charts, for a week', url: link },
        attachments: [{ filename: `report-${kind}-${date}.csv`, contentType: 'text/csv', content: csv }],
      };
    }
  }
};

const resetDraft = ({ token, link }: Extract<FilledMail, { template: 'password-reset' }>['data']): Draft => ({
  subject: 'Set a new password',
  paragraphs: [
    'Somebody asked to set a new password for your account. It works once, within 30 minutes.',
    'It was not you? Then leave this mail: nothing has changed.',
  ],
  ...(link === undefined
    ? { rows: [['Token', token]] }
    : { link: { label: 'Set a new password', url: link } }),
});

const orderDraft = (
  { orderId, items, totalCents, currency }: OrderMail,
  sentence: string,
): Omit<Draft, 'subject'> => ({
  paragraphs: [sentence, `Order ${orderId}`],
  rows: [
    ...items.map(
      ({ name, quantity, priceCents }) =>
        [`${quantity} x ${inSentence(name)}`, money(quantity * priceCents, currency)] as const,
    ),
    ['Total', money(totalCents, currency)],
  ],
});

const money = (cents: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100);
