import * as z from 'zod';

/**
 * Events that are heeded, by what they are about. Those of a charge come with a PaymentIntent, the others with a charge or a
 * refund that names it. Nothing else is read from an event: how things stand is asked of Stripe, for events come late,
 * twice, and in any order.
 */
const heeded: Readonly<Record<string, 'charge' | 'refund'>> = {
  'payment_intent.succeeded': 'charge',
  'payment_intent.payment_failed': 'charge',
  'payment_intent.canceled': 'charge',
  'charge.refunded': 'refund',
  'charge.refund.updated': 'refund',
  'refund.created': 'refund',
  'refund.updated': 'refund',
  'refund.failed': 'refund',
};

export const stripeEvent = z.object({
  id: z.string().min(1).max(255),
  type: z.string(),
  data: z.object({ object: z.looseObject({}) }),
});
export type StripeEvent = Readonly<z.infer<typeof stripeEvent>>;

const paymentIntent = z.object({ id: z.string() });
const ofPaymentIntent = z.object({ payment_intent: z.string() });

/** What an event tells us to look at; undefined when there is nothing. */
export const newsIn = ({ type, data: { object } }: StripeEvent) => {
  const about = Object.hasOwn(heeded, type) ? heeded[type] : undefined;
  if (about === undefined) return undefined;
  const id = type.startsWith('payment_intent.')
    ? paymentIntent.safeParse(object).data?.id
    : ofPaymentIntent.safeParse(object).data?.payment_intent;
  return id === undefined ? undefined : { about, paymentIntent: id };
};
