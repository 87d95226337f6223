import type { Mail, OrderMail } from './emails.schema.ts';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** A mail as paragraphs and a table; the text and the HTML part are both made from it, so they say the same. */
interface Draft {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly rows?: readonly (readonly [label: string, value: string])[];
}

/** Renders a mail for its reader. */
export const renderMail = (mail: Mail, name: string): RenderedMail => {
  const { subject, paragraphs, rows = [] } = draft(mail);
  const greeting = `Hello ${name},`;
  const text = [greeting, ...paragraphs, ...rows.map(([label, value]) => `${label}: ${value}`)].join('\n\n');
  const table = rows.map(
    ([label, value]) => `<tr><td>${escapeHtml(label)}</td><td align="right">${escapeHtml(value)}</td></tr>`,
  );
  const html = [
    '<!doctype html><html lang="en"><body style="font-family: sans-serif; max-width: 36em">',
    ...[greeting, ...paragraphs].map(paragraph => `<p>${escapeHtml(paragraph)}</p>`),
    ...(table.length > 0 ? [`<table cellpadding="6">${table.join('')}</table>`] : []),
    '</body></html>',
  ].join('\n');
  return { subject, text, html };
};

const draft = (mail: Mail): Draft => {
  switch (mail.template) {
    case 'welcome':
      return { subject: 'Welcome to Strata', paragraphs: ['Your account is ready.'] };
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
    case 'daily-report':
      return {
        subject: `Daily report for ${mail.data.date}`,
        paragraphs: [`The key figures of ${mail.data.date}:`],
        rows: mail.data.figures.map(({ label, value }) => [label, value]),
      };
  }
};

const orderDraft = (
  { orderId, items, totalCents, currency }: OrderMail,
  sentence: string,
): Omit<Draft, 'subject'> => ({
  paragraphs: [sentence, `Order ${orderId}`],
  rows: [
    ...items.map(
      ({ name, quantity, priceCents }) =>
        [`${quantity} x ${name}`, money(quantity * priceCents, currency)] as const,
    ),
    ['Total', money(totalCents, currency)],
  ],
});

const money = (cents: number, currency: string): string =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(cents / 100);

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, character => ESCAPES[character] ?? character);
