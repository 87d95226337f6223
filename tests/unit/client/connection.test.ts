import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ConnectionFailure } from '../../../client/events.ts';
import type { Realtime } from '../../../client/realtime.ts';
import { useFakeWebSocket } from '../../support/fake-websocket.ts';

const { sockets, answer, connect, pass } = useFakeWebSocket();

const HOUR = 3_600;
const refusedWith = (status: number) => Object.assign(new Error('refused'), { status });
const unreachable = new Error('fetch failed');

/** Tickets, as long as the test wants them to be given. */
const ticketOffice = () => {
  const office = {
    asked: 0,
    refusal: undefined as Error | 'none' | undefined,
    ticket: (): Promise<string | undefined> => {
      office.asked += 1;
      if (office.refusal === 'none') return Promise.resolve(undefined);
      return office.refusal === undefined ? Promise.resolve('ticket') : Promise.reject(office.refusal);
    },
  };
  return office;
};

/** What an application is told of its connection. */
const watch = (client: Realtime) => {
  const told: (string | ConnectionFailure)[] = [];
  client.on('state', state => told.push(state));
  client.on('connection.failed', failure => told.push(failure));
  return told;
};
const open = () => sockets.filter(({ isOpen }) => isOpen);

describe('a client whose user is signed in no longer', () => {
  it.each([
    ['401', refusedWith(401)],
    ['403', refusedWith(403)],
    ['no ticket', 'none'],
  ] as const)('is closed for good, says so, and asks no more, after %s', async (_what, refusal) => {
    const office = ticketOffice();
    const client = await connect({ ticket: office.ticket });
    const told = watch(client);
    office.refusal = refusal;
    sockets[0]?.close();
    await pass(0);
    const rejected = expect(client.request('ping', {})).rejects.toThrow('closed for good');
    await pass(HOUR);
    await rejected;
    expect(told).toEqual(['reconnecting', { error: expect.any(Error), final: true }, 'closed']);
    expect(office.asked).toBe(2);
    await expect(client.send('room', 'Hello')).rejects.toThrow('closed for good');
  });

  it('is closed when that is found out by a hand-over, with the connection that is still open', async () => {
    const office = ticketOffice();
    const client = await connect({ ticket: office.ticket });
    const told = watch(client);
    office.refusal = refusedWith(401);
    await pass(2 * HOUR);
    expect(told).toEqual([{ error: office.refusal, final: true }, 'closed']);
    expect(open()).toEqual([]);
  });
});

describe('a client that gets no ticket for any other reason', () => {
  it.each([unreachable, refusedWith(503), refusedWith(429)])(
    'says so and tries again until there is one (%s)',
    async refusal => {
      const office = ticketOffice();
      const client = await connect({ ticket: office.ticket });
      const told = watch(client);
      office.refusal = refusal;
      sockets[0]?.close();
      await pass(HOUR);
      expect(client.state).toBe('reconnecting');
      expect(told).toContainEqual({ error: refusal, final: false });
      office.refusal = undefined;
      await pass(30);
      expect(client.state).toBe('open');
    },
  );
});

describe('a client in a browser that says that there is a network again', () => {
  const page = new EventTarget();
  beforeAll(() => {
    Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page) });
  });
  afterAll(() => {
    Reflect.deleteProperty(globalThis, 'addEventListener');
  });
  const backOnline = () => page.dispatchEvent(new Event('online'));

  it('connects again at once, however long it would have waited', async () => {
    const office = ticketOffice();
    const client = await connect({ ticket: office.ticket });
    office.refusal = unreachable;
    sockets[0]?.close();
    await pass(HOUR);
    office.refusal = undefined;
    backOnline();
    await pass(0);
    expect(client.state).toBe('open');
  });

  it('sees whether the connection it has still leads somewhere', async () => {
    const client = await connect({ answerTimeoutMilliseconds: 1_000 });
    answer(({ event }, socket) =>
      event === 'ping' && socket === sockets[0] ? new Promise(() => undefined) : undefined,
    );
    backOnline();
    await pass(2);
    expect(client.state).toBe('open');
    expect(sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('does nothing any more once it is closed', async () => {
    const client = await connect();
    client.close();
    backOnline();
    await pass(1);
    expect(sockets).toHaveLength(1);
    expect(sockets[0]?.received).toEqual([]);
  });
});

describe('a client that its owner closes while it connects again', () => {
  it('tells of no failure, and leaves no connection open', async () => {
    const office = ticketOffice();
    const held = Promise.withResolvers<string>();
    let asked = 0;
    const client = await connect({ ticket: () => ((asked += 1) === 1 ? office.ticket() : held.promise) });
    const told = watch(client);
    sockets[0]?.close();
    await pass(1);
    client.close();
    held.reject(refusedWith(401));
    await pass(HOUR);
    expect(told).toEqual(['reconnecting', 'closed']);
    expect(open()).toEqual([]);
  });
});

describe('a client that its owner closes', () => {
  it.each([
    ['is connected', async () => connect()],
    [
      'waits to connect again',
      async () => {
        const office = ticketOffice();
        const client = await connect({ ticket: office.ticket });
        office.refusal = unreachable;
        sockets[0]?.close();
        await pass(60);
        return client;
      },
    ],
    [
      'is being connected again',
      async () => {
        const client = await connect();
        answer(({ event }) => (event === 'room.join' ? new Promise(() => undefined) : undefined));
        client.join('one', 0).catch(() => undefined);
        sockets[0]?.close();
        await pass(1);
        expect(sockets).toHaveLength(2);
        return client;
      },
    ],
    [
      'waits to hand over again',
      async () => {
        const office = ticketOffice();
        const client = await connect({ ticket: office.ticket });
        office.refusal = unreachable;
        await pass(110 * 60);
        return client;
      },
    ],
    [
      'waits for an answer',
      async () => {
        const client = await connect();
        answer(({ event }) => (event === 'message.send' ? new Promise(() => undefined) : undefined));
        client.send('one', 'Hello').catch(() => undefined);
        await pass(1);
        return client;
      },
    ],
    [
      'was told to say something later',
      async () => {
        const client = await connect();
        answer(({ event }) =>
          event === 'message.send' ? { code: 'request.rate_limited', retryAfterSeconds: 60 } : undefined,
        );
        client.send('one', 'Hello').catch(() => undefined);
        await pass(1);
        return client;
      },
    ],
  ])('while it %s waits for nothing any more, and has no connection', async (_what, situation) => {
    const client = await situation();
    client.close();
    await pass(0);
    expect(jest.getTimerCount()).toBe(0);
    expect(open()).toEqual([]);
  });
});

describe('a connection of which the server says that it has ended', () => {
  it('is given up for a fresh one, over which is said what it refused', async () => {
    const client = await connect();
    const told = watch(client);
    answer(({ event, data }, socket) => {
      if (event !== 'message.send') return undefined;
      return socket === sockets[0]
        ? { code: 'auth.required', status: 401 }
        : { message: { ...data, seq: 1 } };
    });
    const sent = client.send('one', 'Hello');
    await pass(1);
    expect(await sent).toMatchObject({ content: 'Hello', seq: 1 });
    expect(told).toEqual(['reconnecting', 'open']);
    expect(sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });
});

describe('a hand-over', () => {
  it('that fails is tried again before the connection ends', async () => {
    const office = ticketOffice();
    const client = await connect({ ticket: office.ticket });
    const told = watch(client);
    office.refusal = unreachable;
    // Somewhere in the last eleven minutes of 110, by chance; then 8, 16 and 30 s apart at the most.
    await pass(112 * 60);
    expect(office.asked).toBeGreaterThan(3);
    expect(sockets).toHaveLength(1);
    office.refusal = undefined;
    await pass(30);
    expect(sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(told).not.toContain('reconnecting');
  });

  it('that fails when the server said that the connection will end is tried again too', async () => {
    const office = ticketOffice();
    await connect({ ticket: office.ticket });
    office.refusal = unreachable;
    sockets[0]?.say({ event: 'connection.expiring', eventId: 'e', data: { secondsLeft: 600 } });
    await pass(20);
    office.refusal = undefined;
    await pass(30);
    expect(sockets.map(({ isOpen }) => isOpen)).toEqual([false, true]);
  });

  it('that fails after the new connection is in use leaves the old one closed', async () => {
    const client = await connect();
    await client.join('one');
    const held = Promise.withResolvers<undefined>();
    answer(async ({ event, data }, socket) => {
      if (event !== 'room.join' || socket !== sockets[1]) return undefined;
      if (data['roomId'] === 'two') return { code: 'server.busy', status: 503 };
      return held.promise;
    });
    const handedOver = expect(client.handOver()).rejects.toMatchObject({ code: 'server.busy' });
    await pass(0);
    await client.join('two');
    held.resolve(undefined);
    await handedOver;
    await pass(30);
    expect(client.state).toBe('open');
    expect(sockets.map(({ isOpen }) => isOpen)).toEqual([false, false, true]);
  });
});

describe('an answer that comes too late', () => {
  it('is told to nobody', async () => {
    const client = await connect();
    const told: unknown[] = [];
    for (const event of ['ack', 'error']) client.on(event as 'notification', data => told.push(data));
    answer(({ event }) => (event === 'presence.list' ? new Promise(() => undefined) : undefined));
    const rejected = expect(client.request('presence.list', { roomId: 'one' })).rejects.toThrow('in time');
    await pass(10);
    await rejected;
    for (const event of ['ack', 'error']) sockets[0]?.say({ event, id: 1, data: { people: [] } });
    expect(told).toEqual([]);
  });
});
