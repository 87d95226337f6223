import { join, resolve } from 'node:path';
import type { callHttp } from './http.ts';
import { deployedFunctions } from './deployment.ts';

type Handler = Parameters<typeof callHttp>[0];

const ROOT = resolve(import.meta.dirname, '../..');

const sources = new Map(
  deployedFunctions().flatMap(({ source, events }) =>
    events.flatMap(event =>
      typeof event['httpApi'] === 'string' ? [[event['httpApi'], source] as const] : [],
    ),
  ),
);

/** The function that is deployed at a route, such as `GET /orders/{orderId}`. */
export const handlerAt = async (route: string): Promise<Handler> => {
  const source = sources.get(route);
  if (source === undefined) throw new Error(`no function is deployed at ${route}`);
  const module = (await import(join(ROOT, source))) as { readonly handler: Handler };
  return module.handler;
};
