import { defineRoute } from '../platform/http/route.ts';
import { issuedTicket } from './tickets.schema.ts';

export const issueTicket = defineRoute({
  method: 'POST',
  path: '/realtime/tickets',
  summary: 'Get a ticket that opens one WebSocket connection within 30 s',
  description:
    'For browsers, which cannot send an Authorization header there. Offer it as a subprotocol beside `strata.v1`; the server ' +
    'accepts `strata.v1`. A ticket is good for one connection, also when that fails: get another one for the next.',
  access: 'user',
  status: 201,
  data: issuedTicket,
  rateLimits: [{ name: 'realtime-ticket', limit: 30, windowSeconds: 60, by: 'user' }],
  errors: [],
});
