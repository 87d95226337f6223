import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a fake server was asked. */
export interface ServedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface ServedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, unless it is text. */
  readonly body?: unknown;
}

type Reply = ServedAnswer | 'hang up' | 'say nothing';

export interface FakeServer {
  readonly url: string;
  readonly requests: readonly ServedRequest[];
  close(): Promise<void>;
}

/**
 * An HTTP server on a free port of this machine, for tests of what calls one.
 *
 * @param answer to the nth request; `hang up` ends the connection instead, `say nothing` leaves it open
 */
export const serveHttp = async (
  answer: (request: ServedRequest, index: number) => Reply | Promise<Reply>,
): Promise<FakeServer> => {
  const requests: ServedRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const reply = async () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: await text(incoming) };
      requests.push(request);
      const reply = await answer(request, requests.length - 1);
      if (reply === 'say nothing') return;
      if (reply === 'hang up') {
        incoming.socket.destroy();
        return;
      }
      const body = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
      outgoing.writeHead(reply.status, reply.headers).end(body);
    };
    reply().catch((error: unknown) => outgoing.destroy(error as Error));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};
