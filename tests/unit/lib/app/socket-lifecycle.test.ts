import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createContainer } from '../../../../lib/app/container.ts';
import { connectHandler, disconnectHandler } from '../../../../lib/app/socket-lifecycle.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { connectionRegistry } from '../../../../lib/platform/realtime/registry.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { lambdaContext } from '../../../support/http.ts';
import { socketEventOf } from '../../../support/socket.ts';

const ada: Principal = { userId: uuidv7(), sessionId: uuidv7(), role: 'user' };
const query = jest.fn<(text: string, values?: readonly unknown[]) => Promise<readonly []>>();
const stands = jest.fn<() => Promise<boolean>>();
const container = createContainer({
  db: () => ({ query, connect: () => Promise.reject(new Error('one statement is enough')) }),
  connections: () => connectionRegistry,
  sessionGuard: () => ({ stands }),
  presence: () => ({ arrived: () => Promise.resolve(), departed: () => Promise.resolve() }),
});

beforeAll(() => {
  setEnvironment({ STAGE: 'local', LOG_LEVEL: 'silent' });
});
beforeEach(() => {
  query.mockReset().mockResolvedValue([]);
  stands.mockReset().mockResolvedValue(true);
});

describe('a connection', () => {
  const connect = (
    headers: Readonly<Record<string, string>> = {},
    eventType: 'CONNECT' | 'MESSAGE' = 'CONNECT',
  ) =>
    connectHandler(container)(
      { ...socketEventOf({ as: ada, connectionId: 'c1', routeKey: '$connect', eventType }), headers },
      lambdaContext(),
    );

  it('is remembered with its user and session', async () => {
    expect(await connect()).toMatchObject({ statusCode: 200 });
    expect(query).toHaveBeenCalledWith(expect.stringContaining('connections.add'), [
      'c1',
      ada.userId,
      ada.sessionId,
    ]);
  });

  it('is refused and forgotten when its session has ended since it was let in', async () => {
    stands.mockResolvedValue(false);
    expect(await connect()).toEqual({ statusCode: 401 });
    expect(query).toHaveBeenLastCalledWith(expect.stringContaining('connections.remove'), [['c1']]);
  });

  it('is refused when nobody was let in on it, or it cannot be remembered', async () => {
    await expect(
      connectHandler(container)(
        { ...socketEventOf({ connectionId: 'c1', eventType: 'CONNECT' }), headers: {} },
        lambdaContext(),
      ),
    ).rejects.toThrow();
    query.mockRejectedValue(new Error('connect ECONNREFUSED'));
    await expect(connect()).rejects.toThrow();
  });

  it.each([
    [undefined, undefined],
    ['strata.v1', 'strata.v1'],
    ['other, strata.v1', 'strata.v1'],
    ['strata.v1,ticket.abcdef', 'strata.v1'],
    ['other', undefined],
    ['strata.v10', undefined],
  ])('that offers the subprotocols %j is answered with %j', async (offered, echoed) => {
    const { headers } = await connect(offered === undefined ? {} : { 'Sec-WebSocket-Protocol': offered });
    expect(headers?.['Sec-WebSocket-Protocol']).toBe(echoed);
  });

  const disconnect = (eventType: 'MESSAGE' | 'DISCONNECT') =>
    disconnectHandler(container)(
      socketEventOf({ as: ada, connectionId: 'c1', routeKey: '$disconnect', eventType }),
      lambdaContext(),
    );

  it('is neither made nor ended by a frame that names the route', async () => {
    await connect({}, 'MESSAGE');
    await disconnect('MESSAGE');
    expect(query).not.toHaveBeenCalled();
  });

  it('that ends is forgotten', async () => {
    expect(await disconnect('DISCONNECT')).toMatchObject({ statusCode: 200 });
    expect(query).toHaveBeenCalledWith(expect.stringContaining('connections.remove'), [['c1']]);
  });
});
