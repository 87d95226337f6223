import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { connection, connectionQuery } from './connections.schema.ts';

export const listConnections = defineRoute({
  method: 'GET',
  path: '/realtime/connections',
  summary: 'List who is connected, in the order of the ids of their connections',
  description:
    'One that was lost without a word stays in the list until something is posted to it, or two hours are over.',
  access: 'admin',
  query: connectionQuery,
  status: 200,
  data: connection,
  paged: true,
  errors: [],
});

export const endConnection = defineRoute({
  method: 'DELETE',
  path: '/realtime/connections/{connectionId}',
  summary: 'Close a connection',
  description: 'Its user may open another one: to keep them out, end their session.',
  access: 'admin',
  params: z.strictObject({ connectionId: z.string().min(1).max(128) }),
  status: 204,
  data: z.void(),
  errors: ['connection.not_found'],
});
