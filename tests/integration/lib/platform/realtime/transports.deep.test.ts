import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { systemClock } from '../../../../../lib/platform/clock/clock.ts';
import { createLeanTransport } from '../../../../../lib/platform/realtime/lean-transport.ts';
import { createApiGatewayTransport } from '../../../../../lib/platform/realtime/transport.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { silentLog } from '../../../../support/fakes.ts';

// Three tries of five seconds.
jest.setTimeout(60_000);

const server = createServer(() => undefined);
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  setEnvironment({
    REALTIME_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

it('an endpoint that takes a post and never answers is given up on by both transports', async () => {
  const lean = createLeanTransport({ log: silentLog, clock: systemClock });
  const sdk = createApiGatewayTransport({ log: silentLog });
  const startedAt = performance.now();
  expect(await Promise.all([lean.post('c1', '{}'), sdk.post('c1', '{}')])).toEqual(['failed', 'failed']);
  expect(performance.now() - startedAt).toBeLessThan(25_000);
});
