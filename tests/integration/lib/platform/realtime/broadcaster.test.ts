import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../../lib/platform/db/database.ts';
import { createEnqueueJobs } from '../../../../../lib/platform/jobs/enqueue.ts';
import type { WakeUpSender } from '../../../../../lib/platform/jobs/wake-up.ts';
import type { Log } from '../../../../../lib/platform/log/log.ts';
import { performBroadcastChunk } from '../../../../../lib/platform/realtime/broadcast.performers.ts';
import { createBroadcaster } from '../../../../../lib/platform/realtime/broadcaster.ts';
import type { PostResult, Transport } from '../../../../../lib/platform/realtime/transport.ts';
import { createConnection, createUser } from '../../../../support/builders.ts';
import { drain } from '../../../../support/drain.ts';
import { recordLog, recordPosts, recordWakeUps, silentLog } from '../../../../support/fakes.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const EVENT = { event: 'test.event', data: { text: 'hello' } };
const LARGE = 600;
let ada: Principal;
let roomId: string;

beforeEach(async () => {
  await database.rows('delete from connections');
  ada = await createUser(database.db);
  roomId = randomUUID();
});

interface Parts {
  readonly db?: Database;
  readonly log?: Log;
  readonly wakeUps?: WakeUpSender;
}
const broadcasterOn = (
  transport: Transport,
  { db = database.db, log = silentLog, wakeUps = recordWakeUps() }: Parts = {},
) => createBroadcaster({ db, transport, log, enqueueJobs: createEnqueueJobs({ wakeUps }) });

/** Connections of one user, all in one room; their ids. */
const connect = async (count: number): Promise<readonly string[]> => {
  const ids = Array.from({ length: count }, () => randomUUID()).sort();
  await database.rows('insert into connections (id, user_id, session_id) select unnest($1::text[]), $2, $3', [
    ids,
    ada.userId,
    ada.sessionId,
  ]);
  await database.rows('insert into subscriptions (room_id, connection_id) select $1, unnest($2::text[])', [
    roomId,
    ids,
  ]);
  return ids;
};
const open = async () =>
  (await database.rows('select id from connections order by id')).map(({ id }) => String(id));
const told = (transport: ReturnType<typeof recordPosts>) =>
  transport.posts.map(({ connectionId }) => connectionId).sort();

describe('a broadcast', () => {
  it('to a user reaches every device of theirs and nobody else', async () => {
    const [one, two] = [await createConnection(database.db, ada), await createConnection(database.db, ada)];
    await createConnection(database.db, await createUser(database.db));
    const transport = recordPosts();
    expect(await broadcasterOn(transport).toUser(ada.userId, EVENT)).toMatchObject({
      sent: 2,
      gone: 0,
      failed: 0,
    });
    expect(told(transport)).toEqual([one, two].sort());
    expect(transport.posts[0]).toMatchObject(EVENT);
  });

  it('to a room reaches all who joined it but the one excepted', async () => {
    const ids = await connect(3);
    await createConnection(database.db, ada);
    const transport = recordPosts();
    await broadcasterOn(transport).toRoom(roomId, EVENT, { except: ids[1] ?? '' });
    expect(told(transport)).toEqual([ids[0], ids[2]]);
  });

  it('to everybody reaches everybody', async () => {
    await connect(3);
    await createConnection(database.db, await createUser(database.db));
    const transport = recordPosts();
    await broadcasterOn(transport).toAll(EVENT);
    expect(told(transport)).toEqual(await open());
  });

  it('to nobody is nothing', async () => {
    const transport = recordPosts();
    expect(await broadcasterOn(transport).toUser(ada.userId, EVENT)).toMatchObject({
      sent: 0,
      gone: 0,
      failed: 0,
    });
    expect(transport.posts).toEqual([]);
  });

  it('posts side by side, but never more than twenty at once', async () => {
    await connect(120);
    let atOnce = 0;
    let most = 0;
    const transport = recordPosts(async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise(resolve => setImmediate(resolve));
      atOnce -= 1;
      return 'sent' as const;
    });
    expect(await broadcasterOn(transport).toRoom(roomId, EVENT)).toMatchObject({ sent: 120 });
    expect(most).toBe(20);
  });

  it('removes connections found closed, all in one statement, and with them what they listened to', async () => {
    const ids = await connect(30);
    const closed = ids.slice(0, 12);
    const { db, names } = observe(database.db);
    const transport = recordPosts(id => (closed.includes(id) ? 'gone' : 'sent'));
    expect(await broadcasterOn(transport, { db }).toRoom(roomId, EVENT)).toMatchObject({
      sent: 18,
      gone: 12,
    });
    expect(await open()).toEqual(ids.slice(12));
    expect(await database.value('select count(*) from subscriptions where room_id = $1', [roomId])).toBe(18);
    expect(names().filter(name => name === 'connections.remove')).toHaveLength(1);
  });

  it('keeps connections that only failed', async () => {
    const ids = await connect(3);
    const transport = recordPosts(() => 'failed');
    expect(await broadcasterOn(transport).toRoom(roomId, EVENT)).toMatchObject({
      sent: 0,
      gone: 0,
      failed: 3,
    });
    expect(await open()).toEqual(ids);
  });

  it.each<[string, () => PostResult | Promise<PostResult>, string | undefined]>([
    ['the transport breaks', () => Promise.reject(new Error('a bug')), undefined],
    ['the database is away', () => 'sent', 'connections.'],
    ['the closed ones cannot be removed', () => 'gone', 'connections.remove'],
  ])('that fails because %s is counted and logged, and never thrown', async (_what, result, failing) => {
    await connect(3);
    const { log, lines } = recordLog();
    const { db } = observe(database.db, name => {
      if (failing !== undefined && name.startsWith(failing)) throw new Error('connect ECONNREFUSED');
    });
    const answer = await broadcasterOn(recordPosts(result), { db, log }).toRoom(roomId, EVENT);
    expect(answer.failed).toBeGreaterThan(0);
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        event: 'realtime.broadcast_failed',
        serverEvent: 'test.event',
      }),
    );
  });
});

describe('a broadcast to a large audience', () => {
  it('is left to jobs, which reach everybody once but the one excepted', async () => {
    const ids = await connect(LARGE);
    const transport = recordPosts();
    const wakeUps = recordWakeUps();
    const except = ids[300] ?? '';
    const answer = await broadcasterOn(transport, { wakeUps }).toRoom(roomId, EVENT, { except });
    expect(answer).toMatchObject({ sent: 0, chunks: 1 });
    expect(transport.posts).toEqual([]);
    expect(wakeUps.sent).toHaveLength(1);
    await drain(database.db, [performBroadcastChunk], { db: database.db, transport });
    expect(told(transport)).toEqual(ids.filter(id => id !== except));
  });

  it('keeps no word of what was said once all are told, only how many were', async () => {
    await connect(LARGE);
    const words = `what Ada said ${randomUUID()}`;
    const transport = recordPosts();
    await broadcasterOn(transport).toRoom(roomId, { event: 'message.new', data: { content: words } });
    const rows = () => database.rows(`select job_payloads::text as row from job_payloads`);
    expect(JSON.stringify(await rows())).toContain(words);
    await drain(database.db, [performBroadcastChunk], { db: database.db, transport });
    expect(transport.posts).toHaveLength(LARGE);
    expect(JSON.stringify(await rows())).not.toContain(words);
    expect(
      await database.value(
        `select result ->> 'sent' from job_payloads where payload -> 'audience' ->> 'roomId' = $1`,
        [roomId],
      ),
    ).toBe(String(LARGE));
  });

  it('removes the closed ones too', async () => {
    const ids = await connect(LARGE);
    const transport = recordPosts(id => (id === ids[500] ? 'gone' : 'sent'));
    await broadcasterOn(transport).toRoom(roomId, EVENT);
    await drain(database.db, [performBroadcastChunk], { db: database.db, transport });
    expect(await open()).toEqual(ids.filter((_id, index) => index !== 500));
  });

  it('goes on where a worker died: nobody is left out, and few are told twice', async () => {
    const ids = await connect(LARGE);
    const { db } = observe(database.db, name => {
      if (transport.posts.length > 350 && !name.startsWith('connections'))
        throw new Error('this process was killed');
    });
    const transport = recordPosts();
    await broadcasterOn(transport).toRoom(roomId, EVENT);
    await expect(drain(db, [performBroadcastChunk], { db, transport })).rejects.toThrow('killed');
    expect(transport.posts.length).toBeLessThan(LARGE);
    await database.rows(`update jobs set lease_until = now() - interval '1 second' where state = 'active'`);
    await drain(database.db, [performBroadcastChunk], { db: database.db, transport });
    expect([...new Set(told(transport))]).toEqual(ids);
    expect(transport.posts.length).toBeLessThanOrEqual(LARGE + 200);
    // A client tells a repeat by its eventId.
    expect(new Set(transport.posts.map(post => (post as unknown as { eventId: string }).eventId)).size).toBe(
      1,
    );
  });
});
