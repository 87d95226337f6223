import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Somebody else's service, which drops a repeat by its idempotency key. */
export interface EffectServer {
  readonly url: string;
  /** How often each key was sent; its effect happened once. */
  readonly requests: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** @param happened told when an effect has happened, or a repeat was dropped; the answer waits for it */
export const startEffectServer = async (
  happened: (key: string, from: string) => Promise<void>,
): Promise<EffectServer> => {
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    requests.set(key, (requests.get(key) ?? 0) + 1);
    happened(key, String(request.headers.from)).then(
      () => response.end('ok'),
      () => response.destroy(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
