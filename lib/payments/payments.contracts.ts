import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { received } from './payments.events.schema.ts';

export const takeStripeEvent = defineRoute({
  method: 'POST',
  path: '/payments/stripe/events',
  summary: 'Tell of a payment, as Stripe does',
  description:
    'For Stripe alone: the header `Stripe-Signature` must sign the body. The order that the payment belongs to then looks up ' +
    'how it stands. An event that was told before, and one of a type that is not heeded, changes nothing.',
  access: 'public',
  signedBy: 'Stripe-Signature',
  body: z.looseObject({}).describe('An event of Stripe, as it was signed'),
  status: 200,
  data: received,
  errors: [
    'payment.no_provider',
    'payment.wrong_signature',
    'payment.unreadable_event',
    'idempotency.key_reused',
    'idempotency.in_flight',
  ],
});
