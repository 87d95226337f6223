import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import * as z from 'zod';
import { setEnvironment } from './environment.ts';

const attribute = z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) });
const span = z.object({
  traceId: z.string().regex(/^[\da-f]{32}$/),
  spanId: z.string().regex(/^[\da-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.string().regex(/^\d{19}$/),
  endTimeUnixNano: z.string().regex(/^\d{19}$/),
  attributes: z
    .array(attribute)
    .transform(list => Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]]))),
  status: z.object({ code: z.number() }).optional(),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).optional(),
});
const traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: z.array(attribute) }),
      scopeSpans: z.array(z.object({ spans: z.array(span) })),
    }),
  ),
});
export type ReceivedSpan = z.infer<typeof span>;

/** Call it at the top of a test file: a receiver of OTLP over HTTP, to which spans are exported. */
export const useOtlpReceiver = () => {
  const spans: ReceivedSpan[] = [];
  const calls: { readonly url: string | undefined; readonly headers: IncomingHttpHeaders }[] = [];
  let status = 200;
  let breaking = false;
  const server = createServer((request, response) => {
    if (breaking) {
      breaking = false;
      request.socket.destroy();
      return;
    }
    void json(request)
      .then(body => {
        calls.push({ url: request.url, headers: request.headers });
        const { resourceSpans } = traces.parse(body);
        spans.push(...resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans)));
        if (status > 0) response.writeHead(status).end('{}');
      })
      .catch(() => response.writeHead(400).end());
  });
  beforeAll(async () => {
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    setEnvironment({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20b,x-other=c',
      OTEL_EXPORTER_OTLP_TIMEOUT: '3000',
    });
  });
  beforeEach(() => {
    spans.length = 0;
    calls.length = 0;
    status = 200;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    spans,
    calls,
    /** @param answer the status of further answers; 0 is none at all */
    answerWith: (answer: number) => {
      status = answer;
    },
    /** The next call finds its connection broken. */
    breakConnection: () => {
      breaking = true;
    },
  };
};
