import { describe, expect, it } from '@jest/globals';
import { mail as storedMail } from '../../../../lib/emails/emails.schema.ts';
import { renderMail, type FilledMail } from '../../../../lib/emails/emails.templates.ts';

const HOSTILE = `<script>alert("it's & over")</script>`;
const order = {
  orderId: 'order-1',
  totalCents: 8350,
  currency: 'USD',
  items: [
    { name: 'Ceramic mug', quantity: 3, priceCents: 1450 },
    { name: 'Desk & lamp', quantity: 1, priceCents: 4000 },
  ],
};

/** One of each; a template without an example does not compile. */
const examples: { readonly [Name in FilledMail['template']]: Extract<FilledMail, { template: Name }> } = {
  welcome: { template: 'welcome', data: {} },
  'password-reset': {
    template: 'password-reset',
    data: { token: 'token-1', link: 'https://shop.example/reset#token-1' },
  },
  'password-changed': { template: 'password-changed', data: {} },
  'order-confirmation': { template: 'order-confirmation', data: order },
  'order-shipped': { template: 'order-shipped', data: order },
  'payment-failed': { template: 'payment-failed', data: order },
  'order-refunded': { template: 'order-refunded', data: order },
  report: {
    template: 'report',
    data: {
      kind: 'daily',
      date: '2026-11-21',
      figures: [
        { label: 'Orders', value: '12' },
        { label: 'New users', value: '3' },
      ],
      attention: ['7 jobs failed.'],
      path: '/reports/daily/2026-11-21/page',
      csv: 'figure,value\r\nOrders,12\r\n',
      link: 'https://api.example/reports/daily/2026-11-21/page?expires=1&signature=s',
    },
  },
};
const all = Object.values(examples);

describe('the templates', () => {
  it('are those that can be stored, every one', () => {
    const storable = storedMail.options.map(({ shape }) => shape.template.value).sort();
    expect(Object.keys(examples).sort()).toEqual(storable);
  });

  it.each(all)('$template greets its reader and says something, in text and in HTML', mail => {
    const { subject, text, html } = renderMail(mail, 'Ada');
    expect(subject).toMatch(/^[^\r\n]{5,80}$/);
    expect(text).toMatch(/^Hello Ada,\n\n./);
    expect(html).toContain('<p>Hello Ada,</p>');
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(html).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it.each(all)('$template lets no reader put markup into their mail by their name', mail => {
    const { html } = renderMail(mail, HOSTILE);
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;script&gt;alert(&quot;it&#39;s &amp; over&quot;)&lt;/script&gt;');
  });
});

describe('a mail about an order', () => {
  it.each([
    examples['order-confirmation'],
    examples['order-shipped'],
    examples['payment-failed'],
    examples['order-refunded'],
  ])('($template) lists what was ordered and what it comes to', mail => {
    const { text, html } = renderMail(mail, 'Ada');
    for (const line of [
      '3 x Ceramic mug: $43.50',
      '1 x Desk & lamp: $40.00',
      'Total: $83.50',
      'Order order-1',
    ])
      expect(text).toContain(line);
    expect(html).toContain('<td>1 x Desk &amp; lamp</td><td align="right">$40.00</td>');
  });

  it('escapes the names of products', () => {
    const items = [{ name: HOSTILE, quantity: 1, priceCents: 1 }];
    const { html } = renderMail({ template: 'order-shipped', data: { ...order, items } }, 'Ada');
    expect(html).not.toContain('<script>');
  });

  it('counts in the currency of the order', () => {
    const { text } = renderMail({ template: 'order-shipped', data: { ...order, currency: 'EUR' } }, 'Ada');
    expect(text).toContain('Total: €83.50');
  });
});

describe('a mail with a link', () => {
  it('holds it whole in both parts, escaped where it must be', () => {
    const { text, html } = renderMail(examples.report, 'Ada');
    expect(text).toContain(examples.report.data.link);
    expect(html).toContain('?expires=1&amp;signature=s"');
  });

  it('holds the token itself where there is no page to link to', () => {
    const { text, html } = renderMail(
      { template: 'password-reset', data: { token: 'token-1', link: undefined } },
      'Ada',
    );
    expect(text).toContain('Token: token-1');
    expect(html).not.toContain('<a ');
  });
});

describe('the mail of a report', () => {
  it('escapes its figures', () => {
    const data = {
      ...examples.report.data,
      figures: [{ label: HOSTILE, value: HOSTILE }],
      attention: [HOSTILE],
    };
    const { html } = renderMail({ template: 'report', data }, 'Ada');
    expect(html).not.toContain('<script>');
  });

  it('says first what needs attention, and has a figure a line', () => {
    const { text } = renderMail(examples.report, 'Ada');
    expect(text).toContain(
      'Hello Ada,\n\n7 jobs failed.\n\nThe key figures, with all of them attached:\n\nOrders: 12\nNew users: 3\n\n',
    );
  });

  it('is still sent when it was written by a version that knew of no attention', () => {
    const { attention: _, ...data } = examples.report.data;
    expect(storedMail.parse({ template: 'report', data })).toMatchObject({ data: { attention: [] } });
  });

  it('has its figures attached, under a name that says which report it is', () => {
    expect(renderMail(examples.report, 'Ada').attachments).toEqual([
      {
        filename: 'report-daily-2026-11-21.csv',
        contentType: 'text/csv',
        content: 'figure,value\r\nOrders,12\r\n',
      },
    ]);
  });
});
