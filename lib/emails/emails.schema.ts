import * as z from 'zod';

const orderLine = z.object({ name: z.string(), quantity: z.number().int(), priceCents: z.number().int() });
const orderMail = z.object({
  orderId: z.string(),
  totalCents: z.number().int(),
  currency: z.string(),
  items: z.array(orderLine),
});
export type OrderMail = Readonly<z.infer<typeof orderMail>>;

const keyFigure = z.object({ label: z.string(), value: z.string() });

/** What each template is filled with. Nothing secret: rows of this are stored. */
export const mail = z.discriminatedUnion('template', [
  z.object({ template: z.literal('welcome'), data: z.object({}) }),
  z.object({ template: z.literal('order-confirmation'), data: orderMail }),
  z.object({ template: z.literal('order-shipped'), data: orderMail }),
  z.object({ template: z.literal('payment-failed'), data: orderMail }),
  z.object({
    template: z.literal('daily-report'),
    data: z.object({ date: z.string(), figures: z.array(keyFigure) }),
  }),
]);
export type Mail = Readonly<z.infer<typeof mail>>;
