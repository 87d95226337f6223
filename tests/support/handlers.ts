import { join, resolve } from 'node:path';
import * as z from 'zod';
import { deployedFunctions } from './deployment.ts';
import type { callHttp } from './http.ts';
import type { callSocket } from './socket.ts';

type HttpHandler = Parameters<typeof callHttp>[0];
type SocketHandler = Parameters<typeof callSocket>[0];

const ROOT = resolve(import.meta.dirname, '../..');

const trigger = z.union([
  z.object({ httpApi: z.string() }).transform(({ httpApi }) => httpApi),
  z.object({ websocket: z.object({ route: z.string() }) }).transform(({ websocket }) => websocket.route),
]);

/** The source of each function by what calls it. A route of HTTP has a space in its name, an event has none. */
const sources = new Map(
  deployedFunctions().flatMap(({ source, events }) =>
    events.flatMap(event => {
      const { data } = trigger.safeParse(event);
      return data === undefined ? [] : [[data, source] as const];
    }),
  ),
);

const deployedAt = async (route: string): Promise<unknown> => {
  const source = sources.get(route);
  if (source === undefined) throw new Error(`no function is deployed at ${route}`);
  return ((await import(join(ROOT, source))) as { readonly handler: unknown }).handler;
};

/** The function that is deployed at a route, such as `GET /orders/{orderId}`. */
export const handlerAt = async (route: string): Promise<HttpHandler> =>
  (await deployedAt(route)) as HttpHandler;

/** The function that is deployed at a route of the WebSocket API: an event such as `room.join`, or `$default`. */
export const socketHandlerAt = async (route: string): Promise<SocketHandler> =>
  (await deployedAt(route)) as SocketHandler;
