import * as z from 'zod';

/** What a customer has to do before their payment can go on. */
export const paymentAction = z.object({
  provider: z.enum(['stripe']),
  clientSecret: z
    .string()
    .describe(
      'For `handleNextAction` of Stripe.js. Whoever has it can go on with this payment: keep it nowhere',
    ),
});
export type PaymentAction = Readonly<z.infer<typeof paymentAction>>;
