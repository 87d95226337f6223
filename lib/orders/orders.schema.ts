import * as z from 'zod';
import { paymentAction } from '../payments/payments.actions.schema.ts';
import { pageQuery } from '../platform/http/page.ts';

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

export const orderActions = ['cancel', 'refund'] as const;
export type OrderAction = (typeof orderActions)[number];

const MAX_LINES = 100;
const MAX_QUANTITY = 1000;

const orderLine = z.strictObject({
  productId: z.guid(),
  quantity: z.int().min(1).max(MAX_QUANTITY).describe('How many of it, in this line'),
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

const orderedProduct = z.object({
  name: z.string(),
  description: z.string(),
  priceCents: z.int().describe('In hundredths of the currency'),
  currency: z.string().describe('ISO 4217'),
  archivedAt: z.iso.datetime().nullable().describe('Since when it is off sale; null while it is on sale'),
});

const orderItem = z.object({
  productId: z.guid(),
  quantity: z.int(),
  priceCents: z.int().describe('The price of one, as it was sold'),
  product: orderedProduct.optional().describe('The product as it is now, when asked for by `expand`'),
});

export const order = z.object({
  id: z.guid(),
  userId: z.guid().describe('The customer'),
  state: z.enum(orderStates),
  items: z.array(orderItem).describe('One for each product, in the order of their ids'),
  totalCents: z.int().describe('In hundredths of the currency'),
  currency: z.string().describe('ISO 4217'),
  version: z.int().describe('Counts the changes of state'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime().describe('When it last changed its state'),
  actions: z.array(z.enum(orderActions)).describe('What you can do with it now'),
});
export type Order = Readonly<z.infer<typeof order>>;

/** An order as it is stored: what can be done with it depends on who asks. */
export const storedOrder = order.omit({ actions: true });
export type StoredOrder = Readonly<z.infer<typeof storedOrder>>;

/** The database reads no time that is much longer. */
const LONGEST_MOMENT = '2026-11-22T10:00:00.123456789Z';

/** From the first year that the database knows on. */
const moment = z.iso
  .datetime()
  .refine(text => text >= '0001', 'must be after the year 0')
  .refine(text => text.length <= LONGEST_MOMENT.length, 'must be to the nanosecond at most');

export const orderQuery = pageQuery.extend({
  state: z.enum(orderStates).optional().describe('Orders in this state now'),
  createdFrom: moment.optional().describe('Orders placed at this time (UTC) or later'),
  createdTo: moment.optional().describe('Orders placed before this time (UTC)'),
  userId: z.guid().optional().describe('Orders of one user; others than yourself only for administrators'),
});
export type OrderFilter = Readonly<z.infer<typeof orderQuery>>;

/** Where a page of orders starts: after the order placed at this time, to the microsecond, with this id. */
export const orderPosition = z.strictObject({ placedAt: moment, id: z.guid() });
export type OrderPosition = Readonly<z.infer<typeof orderPosition>>;

export const orderExpansion = z.strictObject({
  expand: z.enum(['items.product']).optional().describe('Shows with each item the product as it is now'),
});

export const orderEvent = z.object({
  from: z.enum(orderStates).nullable().describe('Null for the placement'),
  to: z.enum(orderStates),
  actor: z.enum(['customer', 'staff', 'system']),
  actorId: z.guid().nullable().describe('The user; that of staff is shown to administrators only'),
  reason: z.string().nullable(),
  at: z.iso.datetime(),
});
export type OrderEvent = Readonly<z.infer<typeof orderEvent>>;

/** The payment of an order, as its customer sees it. */
export const orderPayment = z.object({
  state: z.enum(orderStates).describe('Of the order'),
  action: paymentAction
    .nullable()
    .describe('What you have to do so that the payment can go on; null when it is not your turn'),
});
export type OrderPayment = Readonly<z.infer<typeof orderPayment>>;

export const refundRequest = z.strictObject({
  reason: z.string().trim().min(1).max(500).describe('For the record; the customer can read it'),
});

/** A product of which fewer are left than were ordered. */
export const shortage = z.object({
  productId: z.guid(),
  requested: z.int(),
  left: z.int(),
});
export type Shortage = Readonly<z.infer<typeof shortage>>;
