import { ok } from 'neverthrow';
import { createContainer } from '../../lib/app/container.ts';
import { httpHandler } from '../../lib/app/http-handler.ts';
import type { InvocationContext } from '../../lib/app/invocation.ts';
import { identityModule } from '../../lib/app/platform.modules.ts';
import { defineRoute } from '../../lib/platform/http/route.ts';
import { placed, placedOrder, placement, type ContenderModule } from './handler.ts';

const route = {
  method: 'POST',
  path: '/orders',
  summary: 'Place an order',
  body: placement,
  status: 201,
  data: placedOrder,
  errors: [],
} as const;

const container = createContainer(identityModule);
const openRoute = defineRoute({ ...route, access: 'public' });
const userRoute = defineRoute({ ...route, access: 'user' });

/** Our wrapper with all that it does: log, deadline, validation in and out, security headers, errors as problem documents. */
export const createHandler: ContenderModule['createHandler'] = verifies => {
  const handler = verifies
    ? httpHandler(userRoute, container, (_, { body }) => Promise.resolve(ok(placed(body))))
    : httpHandler(openRoute, container, (_, { body }) => Promise.resolve(ok(placed(body))));
  return (event, context) => handler(event, context as InvocationContext);
};
