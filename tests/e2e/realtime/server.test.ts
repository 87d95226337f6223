import { randomUUID } from 'node:crypto';
import { describe, expect, it, jest } from '@jest/globals';
import * as z from 'zod';
import { openSocket, type ServerFrame } from '../../../client/socket.ts';
import type { Principal } from '../../../lib/platform/auth/principal.ts';
import { demoAccounts, demoIds } from '../../../local/demo-data.ts';
import { createRoom, createUser } from '../../support/builders.ts';
import { until } from '../../support/until.ts';
import { useStack } from '../../support/use-stack.ts';

jest.setTimeout(60_000);

const stack = useStack();
const CLIENTS = 50;

const people = (count: number): Promise<readonly Principal[]> =>
  Promise.all(Array.from({ length: count }, () => createUser(stack.db)));

describe('many clients that send into one room at once, each message twice', () => {
  it('agree on one sequence without gaps, and each message is stored once', async () => {
    const users = await people(CLIENTS);
    const roomId = await createRoom(stack.db, 'private', users);
    const sockets = await Promise.all(users.map(user => stack.open(user)));
    const heard = sockets.map(() => new Set<number>());
    await Promise.all(sockets.map(socket => socket.request('room.join', { roomId })));
    const answers = await Promise.all(
      sockets.flatMap((socket, index) =>
        [0, 1].flatMap(number => {
          const data = { roomId, content: `${index}`, clientMessageId: `${index}-${number}` };
          return [socket.request('message.send', data), socket.request('message.send', data)];
        }),
      ),
    );
    const acked = answers.map(
      answer => (answer as { message: { seq: number; clientMessageId: string } }).message,
    );
    const bySeq = new Map(acked.map(({ seq, clientMessageId }) => [seq, clientMessageId]));
    const all = Array.from({ length: CLIENTS * 2 }, (_, index) => index + 1);
    expect([...bySeq.keys()].sort((one, other) => one - other)).toEqual(all);
    // Both answers of a message name the same sequence number.
    expect(new Set(acked.map(({ seq, clientMessageId }) => `${seq} ${clientMessageId}`)).size).toBe(
      CLIENTS * 2,
    );
    await until(
      () =>
        sockets.every(({ events }, index) => {
          for (const event of events) if (event.event === 'message.new') heard[index]?.add(seqOf(event));
          return heard[index]?.size === (CLIENTS - 1) * 2;
        }),
      'everybody hears what the others said',
    );
  });
});

const seqOf = ({ data }: ServerFrame): number => (data as { message: { seq: number } }).message.seq;

describe('a join between sends', () => {
  it('misses nothing, at whichever point it comes', async () => {
    const [ada, ...others] = await people(12);
    if (ada === undefined) throw new Error('there is nobody');
    const roomId = await createRoom(stack.db, 'public', []);
    const writer = await stack.connect(ada);
    const listeners: number[][] = [];
    const joins: Promise<unknown>[] = [];
    const clients = await Promise.all(
      others.map(other => stack.connect(other, { heartbeatMilliseconds: 60_000 })),
    );
    for (const client of clients) {
      const heard: number[] = [];
      listeners.push(heard);
      client.on('message.new', ({ message }) => heard.push(message.seq));
      const sends = Promise.all([1, 2, 3].map(() => writer.send(roomId, 'Hello')));
      joins.push(client.join(roomId, 0));
      await sends;
    }
    await Promise.all(joins);
    const all = Array.from({ length: others.length * 3 }, (_, index) => index + 1);
    await until(() => listeners.every(heard => heard.length >= all.length), 'everybody hears everything');
    for (const heard of listeners) expect(heard).toEqual(all);
  });
});

describe('a ticket', () => {
  it.each([
    [
      'used',
      async (user: Principal) => {
        const ticket = await stack.ticketOf(user);
        await stack.connect(user, { ticket: () => Promise.resolve(ticket) });
        return ticket;
      },
    ],
    ['expired', (user: Principal) => stack.ticketOf(user, -1)],
    ['made up', () => Promise.resolve('a'.repeat(43))],
    ['no ticket', () => Promise.resolve('x')],
  ])('that is %s opens nothing', async (_what, ticketOf) => {
    const [user] = await people(1);
    if (user === undefined) throw new Error('there is nobody');
    const ticket = await ticketOf(user);
    const before = await openOf(user);
    await expect(stack.connect(user, { ticket: () => Promise.resolve(ticket) })).rejects.toThrow('refused');
    expect(await openOf(user)).toBe(before);
  });

  const openOf = async ({ userId }: Principal) =>
    (await stack.db.query('select id from connections where user_id = $1', [userId])).length;
});

describe('a connection that is sent nonsense', () => {
  it('answers each frame with an error, lives on, and writes nothing', async () => {
    const [ada, ben] = await people(2);
    if (ada === undefined || ben === undefined) throw new Error('there is nobody');
    const roomId = await createRoom(stack.db, 'private', [ben]);
    const replies: { event: string; id?: unknown; data: { code?: string } }[] = [];
    const socket = new WebSocket(stack.state.websocketUrl, [
      'strata.v1',
      `ticket.${await stack.ticketOf(ada)}`,
    ]);
    socket.addEventListener('message', ({ data }) => {
      replies.push(JSON.parse(String(data)) as (typeof replies)[number]);
    });
    await new Promise(resolve => socket.addEventListener('open', resolve));
    const event = (name: string, data: unknown) => JSON.stringify({ event: name, id: 'x', data });
    const frames: readonly (string | Uint8Array)[] = [
      'garbage',
      '',
      '[]',
      'null',
      '"text"',
      new Uint8Array([0, 255, 1, 254]),
      event('no.such_event', {}),
      event('__proto__', {}),
      event('constructor', {}),
      event('message.send', { roomId }),
      event('message.send', { roomId: 7, content: [] }),
      event('message.send', { roomId, content: 'x'.repeat(8001) }),
      event('message.send', { roomId, content: 'x'.repeat(40_000) }),
      event('message.send', { roomId, content: 'not mine' }),
      event('message.send', { roomId: randomUUID(), content: 'nowhere' }),
      event('message.read', { roomId, seq: 1 }),
      event('room.join', { roomId, after: 0 }),
      event('room.join', { roomId, after: -1 }),
      event('typing.start', { roomId }),
      event('presence.list', { roomId }),
      event('ops.join', {}),
      event('ping', []),
    ];
    const before = await written();
    for (const [index, frame] of frames.entries()) {
      socket.send(frame);
      await until(() => replies.length > index, `frame ${index} is answered`);
    }
    expect(replies.map(({ event: name }) => name)).toEqual(frames.map(() => 'error'));
    expect(new Set(replies.map(({ data }) => data.code))).toEqual(
      new Set([
        'request.malformed_json',
        'request.invalid',
        'request.unknown_event',
        'request.too_large',
        'room.not_found',
        'auth.forbidden',
      ]),
    );
    socket.send(event('ping', {}));
    await until(() => replies.length > frames.length, 'the connection lives on');
    expect(replies.at(-1)).toEqual({ event: 'ack', id: 'x', data: { rooms: [], more: false } });
    expect(await written()).toEqual(before);
    socket.close();
  });

  const written = () =>
    stack.db.query(
      `select (select count(*) from messages) as messages, (select count(*) from subscriptions) as subscriptions,
              (select sum(last_seq) from rooms) as seq, (select count(*) from message_reads) as marks`,
    );
});

describe('a session that ends', () => {
  it('closes its connections, and no other', async () => {
    const [token, other] = [await signIn('customer'), await signIn('customer')];
    const [mine, theirs] = [await open(token), await open(other)];
    let isClosed = false;
    const closed = mine.closed.then(() => {
      isClosed = true;
    });
    expect(await call('DELETE', '/sessions/current', token)).toMatchObject({ status: 204 });
    await until(() => isClosed, 'the connection is closed');
    await closed;
    expect(await theirs.request('ping', {})).toEqual({ rooms: [], more: false });
    expect(await stack.db.query('select id from closing_connections')).toEqual([]);
    expect(await call('POST', '/realtime/tickets', token)).toMatchObject({ status: 201 });
    await expect(open(token)).rejects.toThrow('refused');
  });

  const open = async (token: string) => {
    const { body } = await call('POST', '/realtime/tickets', token);
    return openSocket({
      url: stack.state.websocketUrl,
      ticket: ticketOf(body),
      answerTimeoutMilliseconds: 5_000,
      onEvent: () => undefined,
    });
  };
});

describe('a connection that an administrator closes', () => {
  it('is closed, and its user may come back', async () => {
    const [ada] = await people(1);
    if (ada === undefined) throw new Error('there is nobody');
    const client = await stack.connect(ada);
    const states: string[] = [];
    client.on('state', state => states.push(state));
    const admin = await signIn('admin');
    const [connection] = await stack.db.query('select id from connections where user_id = $1', [ada.userId]);
    const path = `/realtime/connections/${encodeURIComponent(String(connection?.['id']))}`;
    expect(await call('DELETE', path, admin)).toMatchObject({ status: 204 });
    expect(await call('DELETE', path, admin)).toMatchObject({ status: 404 });
    await until(() => states.length === 2, 'it is back');
    expect(states).toEqual(['reconnecting', 'open']);
  });
});

const signIn = async (id: 'customer' | 'admin'): Promise<string> => {
  const account = demoAccounts.find(candidate => candidate.id === demoIds[id]);
  const { body } = await call('POST', '/sessions', undefined, account);
  return z.object({ data: z.object({ accessToken: z.string() }) }).parse(body).data.accessToken;
};
const ticketOf = (body: unknown): string =>
  z.object({ data: z.object({ ticket: z.string() }) }).parse(body).data.ticket;

const call = async (
  method: string,
  path: string,
  token?: string,
  account?: { email: string; password: string },
) => {
  const response = await fetch(stack.state.httpUrl + path, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(account !== undefined && { 'content-type': 'application/json' }),
    },
    ...(account !== undefined && {
      body: JSON.stringify({ email: account.email, password: account.password }),
    }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
};
