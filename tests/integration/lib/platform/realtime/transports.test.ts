import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '../../../../../lib/platform/clock/clock.ts';
import { createLeanTransport } from '../../../../../lib/platform/realtime/lean-transport.ts';
import { postToAll } from '../../../../../lib/platform/realtime/post-to-all.ts';
import { createApiGatewayTransport } from '../../../../../lib/platform/realtime/transport.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { recordLog } from '../../../../support/fakes.ts';

/** An @connections endpoint at which what a connection is called says what it does. */
const calls: { method: string; id: string; body: string; authorization: string }[] = [];
const tries = (id: string) => calls.filter(call => call.id === id).length;
const answer = (id: string, response: ServerResponse): void => {
  if (id.startsWith('slow')) {
    setTimeout(() => response.end(), 300);
    return;
  }
  const [kind] = id.split('-');
  const status = { gone: 410, forbidden: 403, broken: 500, throttled: tries(id) < 3 ? 429 : 200 }[kind ?? ''];
  if (kind === 'torn') response.socket?.destroy();
  else response.writeHead(status ?? 200).end();
};
const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const id = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    calls.push({
      method: request.method ?? '',
      id,
      body: Buffer.concat(chunks).toString(),
      authorization: request.headers.authorization ?? '',
    });
    answer(id, response);
  });
});
beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  setEnvironment({
    REALTIME_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}/prod`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
beforeEach(() => {
  calls.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const { log } = recordLog();
const transports = [
  ['the lean transport', () => createLeanTransport({ log, clock: systemClock })],
  ['the transport on the SDK', () => createApiGatewayTransport({ log })],
] as const;

describe.each(transports)('%s', (_name, create) => {
  it('reaches everybody who can be reached, whatever becomes of the others', async () => {
    const fine = Array.from({ length: 60 }, (_, index) => `fine-${index}=`);
    const bad = ['slow-1', 'slow-2', 'gone-1', 'gone-2', 'forbidden-1', 'broken-1', 'throttled-1', 'torn-1'];
    const outcome = await postToAll(create(), [...bad, ...fine], '{"event":"test"}');
    expect([...outcome.gone].sort()).toEqual(['gone-1', 'gone-2']);
    expect(outcome).toMatchObject({ sent: fine.length + 3, failed: 3 });
    expect(fine.map(tries)).toEqual(fine.map(() => 1));
    expect(calls.find(({ id }) => id === 'fine-0=')).toMatchObject({
      method: 'POST',
      body: '{"event":"test"}',
    });
    expect(tries('broken-1')).toBe(3);
  });

  it('closes a connection', async () => {
    expect(await create().close('fine-1=')).toBe('sent');
    expect(await create().close('gone-1')).toBe('gone');
    expect(calls).toEqual([
      expect.objectContaining({ method: 'DELETE', id: 'fine-1=', body: '' }),
      expect.objectContaining({ method: 'DELETE', id: 'gone-1' }),
    ]);
    expect(calls[0]?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=test\//);
  });
});
