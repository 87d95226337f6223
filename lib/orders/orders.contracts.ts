import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { defineServerEvent } from '../platform/realtime/server-event.ts';
import { order, orderStates, placement } from './orders.schema.ts';

export const placeOrder = defineRoute({
  method: 'POST',
  path: '/orders',
  summary: 'Place an order',
  access: 'user',
  body: placement,
  status: 201,
  data: order,
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
  summary: 'Get one of your orders',
  access: 'user',
  params: z.strictObject({ orderId: z.guid() }),
  status: 200,
  data: order,
  errors: ['order.not_found'],
});

/** To every device of the customer, after each change of state. */
export const orderUpdated = defineServerEvent(
  'order.updated',
  z.object({ orderId: z.guid(), state: z.enum(orderStates) }),
);
