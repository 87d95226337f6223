import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import {
  order,
  orderEvent,
  orderExpansion,
  orderPayment,
  orderQuery,
  orderStates,
  placement,
  refundRequest,
} from './orders.schema.ts';

const params = z.strictObject({ orderId: z.guid() });

export const placeOrder = defineRoute({
  method: 'POST',
  path: '/orders',
  summary: 'Place an order',
  description:
    'All of it or nothing, at the prices of today. The order is then validated, paid and shipped in the background; each ' +
    'change of its state is told live as `order.updated`.',
  access: 'user',
  body: placement,
  status: 201,
  data: order,
  location: '/orders/{id}',
  idempotent: true,
  errors: [
    'order.unknown_product',
    'order.mixed_currencies',
    'order.out_of_stock',
    'idempotency.key_reused',
    'idempotency.in_flight',
  ],
});

export const getOrder = defineRoute({
  method: 'GET',
  path: '/orders/{orderId}',
  summary: 'Get an order',
  description: "One of your own; for administrators, anybody's.",
  access: 'user',
  params,
  query: orderExpansion,
  status: 200,
  data: order,
  etag: 'representation',
  errors: ['order.not_found'],
});

export const listOrders = defineRoute({
  method: 'GET',
  path: '/orders',
  summary: 'List orders, the latest first',
  description: "Your own; for administrators, everybody's.",
  access: 'user',
  query: orderQuery,
  status: 200,
  data: order,
  paged: true,
  errors: [],
});

export const cancelOrder = defineRoute({
  method: 'POST',
  path: '/orders/{orderId}/cancel',
  summary: 'Cancel an order',
  description:
    'Possible until its payment begins; what it held goes back into stock. Cancelling what is cancelled changes nothing. ' +
    "Administrators can cancel anybody's.",
  access: 'user',
  params,
  status: 200,
  data: order,
  errors: ['order.not_found', 'order.not_cancellable'],
});

export const refundOrder = defineRoute({
  method: 'POST',
  path: '/orders/{orderId}/refund',
  summary: 'Refund an order',
  description:
    'Starts to give back all that was paid; the order is `refunding` until the payment provider has done so, then ' +
    '`refunded`. What was not shipped goes back into stock. Refunding again changes nothing.',
  access: 'admin',
  params,
  body: refundRequest,
  status: 202,
  data: order,
  errors: ['order.not_found', 'order.not_refundable'],
});

export const listOrderEvents = defineRoute({
  method: 'GET',
  path: '/orders/{orderId}/events',
  summary: 'List what happened to an order, from the beginning',
  description: "All of it, on one page. One of your own orders; for administrators, anybody's.",
  access: 'user',
  params,
  status: 200,
  data: orderEvent,
  paged: true,
  errors: ['order.not_found'],
});

export const getOrderPayment = defineRoute({
  method: 'GET',
  path: '/orders/{orderId}/payment',
  summary: 'Find out what you have to do for a payment',
  description:
    'One of your own orders. Ask when `order.payment_action` comes: your bank wants you to confirm the payment, and the ' +
    'answer holds what your browser needs for that. You have an hour.',
  access: 'user',
  params,
  status: 200,
  data: orderPayment,
  // Each is a call to the payment provider.
  rateLimits: [{ name: 'order-payment', by: 'user', limit: 30, windowSeconds: 60 }],
  errors: ['order.not_found', 'payment.provider_unavailable'],
});

export const orderUpdated = defineServerEvent(
  'order.updated',
  'To every device of the customer, after each change of state',
  z.object({ orderId: z.guid(), state: z.enum(orderStates) }),
);
