import * as z from 'zod';

export const orderStates = [
  'pending',
  'validated',
  'paying',
  'paid',
  'payment_failed',
  'shipped',
  'cancelled',
  'refunding',
  'refunded',
] as const;
export type OrderState = (typeof orderStates)[number];

const MAX_LINES = 100;
const MAX_QUANTITY = 1000;

const orderLine = z.strictObject({
  productId: z.guid(),
  quantity: z.number().int().min(1).max(MAX_QUANTITY),
});

export const placement = z.strictObject({
  items: z.array(orderLine).min(1).max(MAX_LINES).describe('Lines of the same product are added up'),
  paymentToken: z
    .string()
    .min(1)
    .max(255)
    .describe('What the payment provider gave the client for this purchase'),
});
export type Placement = Readonly<z.infer<typeof placement>>;

export const order = z.object({
  id: z.guid(),
  state: z.enum(orderStates),
  items: z.array(z.object({ productId: z.guid(), quantity: z.number().int(), priceCents: z.number().int() })),
  totalCents: z.number().int(),
  currency: z.string(),
  createdAt: z.iso.datetime(),
});
export type Order = Readonly<z.infer<typeof order>>;

/** A product of which fewer are left than were ordered. */
export const shortage = z.object({
  productId: z.guid(),
  requested: z.number().int(),
  left: z.number().int(),
});
export type Shortage = Readonly<z.infer<typeof shortage>>;
