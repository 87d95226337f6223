import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createApi } from '../../../client/api.ts';
import type { Realtime } from '../../../client/realtime.ts';
import { createSession } from '../../../client/session.ts';
import { demoAccounts, demoIds } from '../../../local/demo-data.ts';
import { invokeFunction } from '../../../local/invoke.ts';
import type { Principal } from '../../../lib/platform/auth/principal.ts';
import { OPS_ROOM, type Change } from '../../../lib/ops/ops.schema.ts';
import { messageRepository } from '../../../lib/rooms/messages.repository.ts';
import type { Message } from '../../../lib/rooms/rooms.schema.ts';
import { useBadNetwork } from '../../support/bad-network.ts';
import { createRoom, createUser } from '../../support/builders.ts';
import { randomOf } from '../../support/random.ts';
import { until } from '../../support/until.ts';
import { useStack } from '../../support/use-stack.ts';

jest.setTimeout(60_000);

const stack = useStack();
const badNetwork = useBadNetwork(stack);
let ada: Principal;
let ben: Principal;
let roomId: string;

beforeEach(async () => {
  ada = await createUser(stack.db);
  ben = await createUser(stack.db);
  roomId = await createRoom(stack.db, 'private', [ada, ben]);
});

/** What a client is told of the room, in the order in which it is. */
const hear = (client: Realtime): readonly Message[] => {
  const heard: Message[] = [];
  client.on('message.new', ({ message }) => heard.push(message));
  return heard;
};

const stored = async (): Promise<readonly { seq: number; content: string }[]> =>
  (await stack.db.query('select seq, content from messages where room_id = $1 order by seq', [roomId])).map(
    ({ seq, content }) => ({ seq: Number(seq), content: String(content) }),
  );

/** That a client has heard the whole room, from the first message on, each message once and in order. */
const expectAll = async (heard: readonly Message[], count: number) => {
  await until(() => heard.length >= count, `${count} messages are heard`);
  expect(heard.map(({ seq, content }) => ({ seq, content }))).toEqual(await stored());
  expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
};

const write = async (client: Realtime, count: number, pause = 5): Promise<void> => {
  for (let number = 1; number <= count; number += 1) {
    await client.send(roomId, `from the writer: ${number}`);
    await sleep(pause);
  }
};

describe('a client whose network is bad', () => {
  it.each([1, 2, 3])(
    'ends with every message of the room once, in order, whenever it is cut (%i)',
    async seed => {
      const random = randomOf(seed);
      const writer = await stack.connect(ada);
      const { proxy, client } = await badNetwork.connect(ben);
      const heard = hear(client);
      await client.join(roomId, 0);
      const writing = new AbortController();
      const written = write(writer, 60, 30);
      const said = Promise.all(
        Array.from({ length: 20 }, (_, index) => client.send(roomId, `from the victim: ${index + 1}`)),
      );
      const spoiling = (async () => {
        while (!writing.signal.aborted) {
          await sleep(random.below(400));
          if (random.next() < 0.5) proxy.cut();
          else proxy.stall();
          await sleep(random.below(600));
          proxy.mend();
        }
      })();
      await written;
      writing.abort();
      await spoiling;
      await said;
      await expectAll(heard, 80);
      const own = heard.flatMap(({ content }) => /^from the victim: (\d+)$/.exec(content)?.[1] ?? []);
      expect(own.map(Number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    },
  );

  it('sends what was said while it was away when it is back, once', async () => {
    const { proxy, client } = await badNetwork.connect(ada);
    const heard = hear(client);
    await client.join(roomId);
    proxy.cut();
    await until(() => client.state === 'reconnecting', 'the loss is noticed');
    const sent = Promise.all(['one', 'two', 'three'].map(content => client.send(roomId, content)));
    proxy.mend();
    expect((await sent).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    await expectAll(heard, 3);
  });

  it('stores what was kept over a restart once, when it is sent again under its id', async () => {
    const [before, after] = [await stack.connect(ada), await stack.connect(ada)];
    const clientMessageId = randomUUID();
    const first = await before.send(roomId, 'Hello', { clientMessageId });
    before.close();
    expect(await after.send(roomId, 'Hello', { clientMessageId })).toEqual(first);
    expect(await stored()).toEqual([{ seq: 1, content: 'Hello' }]);
  });

  it('notices a network that is silently gone by its heartbeat', async () => {
    const { proxy, client } = await badNetwork.connect(ada);
    proxy.stall();
    await until(() => client.state === 'reconnecting', 'the loss is noticed');
    proxy.mend();
    await until(() => client.state === 'open', 'it is back');
    expect((await client.request('ping', {})).rooms).toEqual([]);
  });
});

describe('a message that was stored and never told', () => {
  it('because the process died between commit and post is heard within a heartbeat', async () => {
    const client = await stack.connect(ben);
    const heard = hear(client);
    await client.join(roomId, 0);
    // What the killed process had done: the commit, and no more.
    const message = {
      id: randomUUID(),
      roomId,
      userId: ada.userId,
      content: 'Hello',
      clientMessageId: undefined,
    };
    await messageRepository.append(stack.db, message);
    await expectAll(heard, 1);
  });

  it('because the subscription was lost is heard within a heartbeat', async () => {
    const client = await stack.connect(ben);
    const heard = hear(client);
    await client.join(roomId, 0);
    await stack.db.query('delete from subscriptions where room_id = $1', [roomId]);
    await (await stack.connect(ada)).send(roomId, 'Hello');
    await expectAll(heard, 1);
  });
});

describe('a hand-over', () => {
  it('under traffic loses nothing, doubles nothing, and leaves one connection', async () => {
    const [writer, client] = [await stack.connect(ada), await stack.connect(ben)];
    const heard = hear(client);
    await client.join(roomId, 0);
    const states: string[] = [];
    client.on('state', state => states.push(state));
    const written = write(writer, 60);
    const said = Promise.all(Array.from({ length: 20 }, (_, index) => client.send(roomId, `said ${index}`)));
    for (let times = 0; times < 5; times += 1) {
      await client.handOver();
      await sleep(50);
    }
    await Promise.all([written, said]);
    await expectAll(heard, 80);
    expect(states).toEqual([]);
    await until(async () => (await connectionsOf(ben)) === 1, 'the old connections are closed');
  });

  it('follows when the server says that the connection will end', async () => {
    const client = await stack.connect(ben);
    await client.join(roomId, 0);
    const [before] = await idsOf(ben);
    await stack.db.query(
      `update connections set connected_at = now() - interval '111 minutes' where id = $1`,
      [before],
    );
    const { lambdaUrl, functionPrefix } = stack.state;
    const functionName = `${functionPrefix}-expireConnections`;
    const outcome = await invokeFunction({ lambdaUrl, functionName, payload: {}, timeoutSeconds: 55 });
    expect(outcome).toMatchObject({ ok: true });
    await until(async () => !(await idsOf(ben)).includes(before ?? ''), 'the client has moved');
  });
});

describe('a room that somebody may enter no longer', () => {
  it('is told as lost when they come back, and the connection goes on', async () => {
    const { proxy, client } = await badNetwork.connect(ben);
    await client.join(roomId);
    const lost: string[] = [];
    client.on('room.lost', room => lost.push(room.roomId));
    proxy.cut();
    await until(() => client.state === 'reconnecting', 'the loss is noticed');
    await stack.db.query('delete from room_members where room_id = $1 and user_id = $2', [
      roomId,
      ben.userId,
    ]);
    proxy.mend();
    await until(() => client.state === 'open', 'it is back');
    expect(lost).toEqual([roomId]);
    await expect(client.send(roomId, 'Hello?')).rejects.toMatchObject({ code: 'room.not_found' });
  });
});

describe('a client without tickets', () => {
  it('is closed for good when it is told that there are no more', async () => {
    const tickets = [await stack.ticketOf(ada)];
    const client = await stack.connect(ada, { ticket: () => Promise.resolve(tickets.pop()) });
    await stack.db.query('delete from connections where user_id = $1', [ada.userId]);
    await client.handOver().catch(() => undefined);
    expect(client.state).toBe('closed');
    await expect(client.send(roomId, 'Hello')).rejects.toThrow('closed');
  });
});

describe('a client whose session has ended', () => {
  it('is told so and closed for good', async () => {
    const { email = '', password = '' } = demoAccounts.find(({ id }) => id === demoIds.customer) ?? {};
    const session = createSession(stack.state.httpUrl);
    await session.signIn(email, password);
    const api = createApi(stack.state.httpUrl, { tokens: session });
    const client = await stack.connect(ada, {
      ticket: async () => (await api('POST', '/realtime/tickets')).data.ticket,
    });
    const finals: boolean[] = [];
    client.on('connection.failed', ({ final }) => finals.push(final));
    await session.signOut();
    await until(() => client.state === 'closed', 'it is closed');
    expect(finals).toEqual([true]);
  });
});

describe('a process whose client is closed', () => {
  it('ends at once, also when the client was waiting to connect again', async () => {
    const { proxy, url } = await badNetwork.startProxy();
    const script = join(import.meta.dirname, '../../support/closing-client.ts');
    const child = spawn(process.execPath, [script, url, await stack.ticketOf(ada)]);
    let said = '';
    child.stdout.on('data', data => (said += String(data)));
    child.stderr.on('data', data => (said += String(data)));
    await until(() => said.includes('open'), 'it is connected');
    proxy.cut();
    const [code] = (await once(child, 'close')) as [number | null];
    expect({ code, said }).toEqual({ code: 0, said: expect.stringMatching(/^open\nended after \d+ ms\n$/) });
    expect(Number(/(\d+) ms/.exec(said)?.[1])).toBeLessThan(2_000);
  });
});

describe('an administrator who watches jobs', () => {
  const watching = async () =>
    (await stack.db.query('select connection_id from subscriptions where room_id = $1', [OPS_ROOM])).map(
      row => String(row['connection_id']),
    );

  /** Registers people, who are mailed, until it is told. */
  const untilTold = async (changes: readonly Change[]) => {
    let askedAt = -Infinity;
    await until(async () => {
      // A worker believes for five seconds that nobody watches.
      if (Date.now() - askedAt > 1_000) {
        askedAt = Date.now();
        const email = `${randomUUID()}@strata.example`;
        const body = { name: 'Grace', email, age: 30, password: 'plum-tractor-seven-lake' };
        await createApi(stack.state.httpUrl)('POST', '/users', { body });
      }
      return changes.some(({ job, event }) => job === 'email.send' && event === 'job.completed');
    }, 'the watcher is told of a mail');
  };

  it('is told of them, also after a loss and after a hand-over, until they want no more', async () => {
    const admin = await createUser(stack.db, { role: 'admin' });
    const { proxy, client } = await badNetwork.connect(admin);
    const told: Change[] = [];
    client.on('ops.changed', ({ changes }) => told.push(...changes));
    await client.watchOps();
    await untilTold(told);
    const [first] = await watching();
    proxy.cut();
    await until(() => client.state === 'reconnecting', 'the loss is noticed');
    proxy.mend();
    await until(async () => (await watching()).some(id => id !== first), 'it watches again');
    await client.handOver();
    await until(async () => (await connectionsOf(admin)) === 1, 'the old connections are closed');
    expect(await watching()).toEqual(await idsOf(admin));
    told.length = 0;
    await untilTold(told);
    await client.unwatchOps();
    expect(await watching()).toEqual([]);
  });
});

const idsOf = async ({ userId }: Principal): Promise<readonly string[]> =>
  (await stack.db.query('select id from connections where user_id = $1', [userId])).map(({ id }) =>
    String(id),
  );
const connectionsOf = async (who: Principal) => (await idsOf(who)).length;
