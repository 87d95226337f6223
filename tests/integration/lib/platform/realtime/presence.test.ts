import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { createBroadcaster } from '../../../../../lib/platform/realtime/broadcaster.ts';
import { createPresence } from '../../../../../lib/platform/realtime/presence.ts';
import { connectionRegistry, departuresOf } from '../../../../../lib/platform/realtime/registry.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import type { Transport } from '../../../../../lib/platform/realtime/transport.ts';
import { createConnection, createUser } from '../../../../support/builders.ts';
import { recordLog, recordPosts, silentLog } from '../../../../support/fakes.ts';
import { listen } from '../../../../support/rooms.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
let ada: Principal;
let ben: Principal;
let roomId: string;
beforeEach(async () => {
  await database.rows('delete from connections');
  ada = await createUser(database.db);
  ben = await createUser(database.db);
  roomId = randomUUID();
});

const presenceOn = (transport: Transport, db = database.db) =>
  createPresence({ db, transport, log: silentLog });
/** A connection that listens to the room. */
const listener = async (who: Principal, room = roomId): Promise<string> => {
  const id = await createConnection(database.db, who);
  await listen(database.db, id, room);
  return id;
};
const removed = async (...ids: string[]) => departuresOf(await connectionRegistry.remove(database.db, ids));

describe('who comes', () => {
  it('is told to the others there by their first device, and by no other', async () => {
    const [bens, second] = [await listener(ben), await listener(ben)];
    const transport = recordPosts();
    const phone = await listener(ada);
    await presenceOn(transport).arrived({ roomId, userId: ada.userId, connectionId: phone });
    const laptop = await listener(ada);
    await presenceOn(transport).arrived({ roomId, userId: ada.userId, connectionId: laptop });
    const told = { event: 'presence.join', data: { roomId, userId: ada.userId } };
    expect(transport.posts).toHaveLength(2);
    expect(transport.to(bens)).toEqual([expect.objectContaining(told)]);
    expect(transport.to(second)).toEqual([expect.objectContaining(told)]);
  });
});

describe('who goes', () => {
  it('is told when their last device goes, and not before', async () => {
    const bens = await listener(ben);
    const [phone, laptop] = [await listener(ada), await listener(ada)];
    const transport = recordPosts();
    await presenceOn(transport).departed(await removed(phone));
    expect(transport.posts).toEqual([]);
    await presenceOn(transport).departed(await removed(laptop));
    expect(transport.posts).toEqual([
      expect.objectContaining({
        connectionId: bens,
        event: 'presence.leave',
        data: { roomId, userId: ada.userId },
      }),
    ]);
  });

  it('is told once and not never when two devices go in the same moment', async () => {
    const bens = await listener(ben);
    const [phone, laptop] = [await listener(ada), await listener(ada)];
    const transport = recordPosts();
    const presence = presenceOn(transport);
    await Promise.all([phone, laptop].map(async id => presence.departed(await removed(id))));
    expect(transport.to(bens).length).toBeGreaterThanOrEqual(1);
  });

  it('is told in every room they were in, in one statement for all that went', async () => {
    const rooms = [randomUUID(), randomUUID(), randomUUID()].sort();
    const adas = await createConnection(database.db, ada);
    for (const room of rooms) {
      await listen(database.db, adas, room);
      await listener(ben, room);
    }
    const { db, names } = observe(database.db);
    const transport = recordPosts();
    const departures = departuresOf(await connectionRegistry.remove(db, [adas]));
    await createPresence({ db, transport, log: silentLog }).departed(departures);
    expect(transport.posts.map(({ data }) => (data as { roomId: string }).roomId).sort()).toEqual(rooms);
    expect(names()).toEqual(['connections.remove', 'presence.departed']);
  });

  it('is told of connections that a broadcast found closed, and of those found closed while telling', async () => {
    const [adas, bens] = [await listener(ada), await listener(ben)];
    const cleo = await createUser(database.db);
    const cleos = await listener(cleo);
    // Ada is found closed by the broadcast, Ben while he is told of it.
    let isTelling = false;
    const transport = recordPosts(id => {
      if (id === adas) {
        isTelling = true;
        return 'gone';
      }
      return id === bens && isTelling ? 'gone' : 'sent';
    });
    const enqueueJobs = () => Promise.reject(new Error('nothing is large here'));
    const broadcaster = createBroadcaster({ db: database.db, transport, enqueueJobs, log: silentLog });
    await broadcaster.toUser(ada.userId, { event: 'test', data: {} });
    expect(transport.to(cleos).map(({ data }) => (data as { userId: string }).userId)).toEqual([
      ada.userId,
      ben.userId,
    ]);
    expect(await database.value('select count(*) from connections')).toBe(1);
  });
});

describe('a large room', () => {
  it('of more than two hundred listeners is told nothing of who comes and goes', async () => {
    const connections = await Promise.all(Array.from({ length: 200 }, () => listener(ben)));
    const adas = await listener(ada);
    const transport = recordPosts();
    const presence = presenceOn(transport);
    await presence.arrived({ roomId, userId: ada.userId, connectionId: adas });
    expect(transport.posts).toEqual([]);
    // With her gone it is small enough.
    await presence.departed(await removed(adas));
    expect(transport.posts).toHaveLength(connections.length);
  });
});

describe('a failure to tell', () => {
  it.each(['presence.departed', 'presence.listeners'])('in %s is logged and never thrown', async failing => {
    await listener(ben);
    const adas = await listener(ada);
    const { log, lines } = recordLog();
    const { db } = observe(database.db, name => {
      if (name === failing) throw new Error('connect ECONNREFUSED');
    });
    const presence = createPresence({ db, transport: recordPosts(), log });
    await presence.arrived({ roomId, userId: ada.userId, connectionId: adas });
    await presence.departed(await removed(adas));
    expect(lines).toContainEqual(expect.objectContaining({ event: 'realtime.presence_failed' }));
  });
});
