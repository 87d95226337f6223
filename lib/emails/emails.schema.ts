import * as z from 'zod';

const orderLine = z.object({ name: z.string(), quantity: z.int(), priceCents: z.int() });
const orderMail = z.object({
  orderId: z.string(),
  totalCents: z.int(),
  currency: z.string(),
  items: z.array(orderLine),
});
export type OrderMail = Readonly<z.infer<typeof orderMail>>;

const keyFigure = z.object({ label: z.string(), value: z.string() });

/** What each template is filled with. Nothing secret: rows of this are stored. */
export const mail = z.discriminatedUnion('template', [
  z.object({ template: z.literal('welcome'), data: z.object({}) }),
  // Its token is made while it is sent.
  z.object({ template: z.literal('password-reset'), data: z.object({}) }),
  z.object({ template: z.literal('password-changed'), data: z.object({}) }),
  z.object({ template: z.literal('order-confirmation'), data: orderMail }),
  z.object({ template: z.literal('order-shipped'), data: orderMail }),
  z.object({ template: z.literal('payment-failed'), data: orderMail }),
  z.object({ template: z.literal('order-refunded'), data: orderMail }),
  z.object({
    template: z.literal('report'),
    data: z.object({
      kind: z.string(),
      date: z.string(),
      figures: z.array(keyFigure),
      /** What somebody should look after, in sentences; rows of an earlier version have none. */
      attention: z.array(z.string()).default([]),
      /** Of its page; the link is signed when the mail is sent. */
      path: z.string(),
      csv: z.string(),
    }),
  }),
]);
export type Mail = Readonly<z.infer<typeof mail>>;
