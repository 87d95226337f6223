import { beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { fillEvent } from '../../local/sample-events.ts';
import { failuresOf, httpEvent, variantsOf } from './bad-requests.ts';
import { find, read } from './deployment.ts';
import { nastyBodies, spoiled } from './nasty.ts';
import { httpClient, openSocket, type SocketClient } from './outside.ts';
import { useStack } from './use-stack.ts';

/**
 * Sends bad input of every kind to a stack of its own, and demands that it is answered as its sender's fault.
 *
 * @param some picks from everything that can be wrong with one request or frame
 */
export const describeBadInput = (some: <Item>(all: readonly Item[]) => readonly Item[]): void => {
  const stack = useStack();
  const http = httpClient(() => stack.state.httpUrl);

  const tokens = new Map<string, string>();
  const signIn = async (email: string, password: string) => {
    const known = tokens.get(email);
    if (known !== undefined) return known;
    const { body } = await http('POST /sessions', { body: { email, password } });
    const token = z.string().parse(body['accessToken']);
    tokens.set(email, token);
    return token;
  };
  const sources = () => ({ databaseUrl: stack.state.databaseUrl, signIn });

  const healthy = async () => {
    expect((await http('GET /health')).status).toBe(200);
    process.kill(stack.state.pid, 0);
  };

  describe('bad input over WebSocket', () => {
    let socket: SocketClient;

    beforeAll(async () => {
      socket = await openSocket(
        stack.state.websocketUrl,
        await signIn('ben@strata.example', 'ben-demo-password'),
      );
    });

    const frameEvent = z.looseObject({ body: z.string() });
    const good = z.looseObject({ event: z.string(), data: z.unknown() });
    const files = find('events/realtime/*.json').filter(file => read(file).includes('"body"'));

    it.each(files)('is answered with an error, once, and the connection lives: %s', async file => {
      const { body } = frameEvent.parse(await fillEvent(read(file), sources()));
      const { event, data } = good.parse(JSON.parse(body));
      const failures: unknown[] = [];
      for (const spoiledData of some(spoiled(data))) {
        const reply = await socket.request(event, spoiledData);
        const { status } = z.looseObject({ status: z.number().default(200) }).parse(reply.data);
        if (status >= 500) failures.push([spoiledData, reply]);
      }
      expect(failures).toEqual([]);
      expect(socket.isOpen()).toBe(true);
      await healthy();
    });

    it('that is no frame is answered with an error too', async () => {
      const texts = [
        ...nastyBodies,
        ...spoiled({ event: 'room.join', data: {} }).map(frame => JSON.stringify(frame)),
      ];
      // API Gateway itself closes a connection that sends more than 32 KB.
      const sent = texts.filter(frame => frame.length < 32 * 1024 && frame.length > 0);
      const before = socket.frames.length;
      for (const frame of sent) socket.sendText(frame);
      // Its reply comes after those of the frames before it, or much later than they need.
      await socket.request('room.join', {});
      const replies = socket.frames.slice(before);
      expect(
        replies.filter(({ data }) => z.looseObject({ status: z.number() }).parse(data).status >= 500),
      ).toEqual([]);
      expect(socket.isOpen()).toBe(true);
      await healthy();
    });

    it.each([
      ['nothing', undefined],
      ['no text', ''],
      ['no token', 'x.y.z'],
      ['very much', 'x'.repeat(5000)],
    ])('in place of a token (%s) opens no connection', async (_what, token) => {
      await expect(openSocket(stack.state.websocketUrl, token)).rejects.toThrow('refused');
      await healthy();
    });
  });

  describe('bad input over HTTP', () => {
    it.each(find('events/http/**/*.json'))('is the fault of who sent it, never ours: %s', async file => {
      const event = httpEvent.parse(await fillEvent(read(file), sources()));
      expect(await failuresOf(http, event.requestContext.http.method, some(variantsOf(event)))).toEqual([]);
      await healthy();
    });

    it.each([
      'GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /products?limit=%E0%A4%A HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n',
      'GET //products HTTP/1.1\r\nHost: x\r\n\r\n',
      'BREW /coffee HTTP/1.1\r\nHost: x\r\n\r\n',
      'POST /users HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Type: application/json\r\n\r\n{"a',
      'POST /users HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      'no http at all\r\n\r\n',
    ])('that is hardly HTTP does no harm: %#', async request => {
      const { hostname, port } = new URL(stack.state.httpUrl);
      const socket = connect(Number(port), hostname);
      socket.end(request);
      expect(await text(socket)).not.toMatch(/^HTTP\/1.1 5/);
      await healthy();
    });
  });
};
