import { describe, expect, it } from '@jest/globals';
import type { Result } from 'neverthrow';
import { createContainer } from '../../../../lib/app/container.ts';
import { connectionsModule } from '../../../../lib/app/platform.modules.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import type { Peer } from '../../../../lib/platform/realtime/peer.ts';
import { connectionRegistry } from '../../../../lib/platform/realtime/registry.ts';
import {
  historyModule,
  memberListModule,
  memberRemovingModule,
  messagingModule,
  roomEntryModule,
} from '../../../../lib/rooms/rooms.module.ts';
import { createConnection, createUser } from '../../../support/builders.ts';
import { createGate, recordPosts } from '../../../support/fakes.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { createRoomOf } from '../../../support/rooms.ts';
import { observe } from '../../../support/statements.ts';
import { until } from '../../../support/until.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

const scopeOn = (db: Database, transport = recordPosts()) =>
  createContainer(
    testPlatform({ db, transport }),
    connectionsModule,
    { sessionGuard: () => ({ stands: () => Promise.resolve(false) }) },
    memberListModule,
    memberRemovingModule,
    roomEntryModule,
    historyModule,
    messagingModule,
  ).scope(testInvocation());

const peerOn = (connection: string): Peer => ({
  connection,
  subscribe: (db, roomId) => connectionRegistry.subscribe(db, connection, roomId),
  unsubscribe: (db, roomId) => connectionRegistry.unsubscribe(db, connection, roomId),
});

const scene = async () => {
  const [owner, member] = [await createUser(database.db), await createUser(database.db)];
  const roomId = await createRoomOf(database.db, owner, 'private', [member]);
  const connections = [
    await createConnection(database.db, member),
    await createConnection(database.db, member),
  ];
  return { owner, member, roomId, connections };
};
const subscriptions = (roomId: string) =>
  database.value('select count(*) from subscriptions where room_id = $1', [roomId]);
/** Whether a statement of another connection waits for a lock. */
const somebodyWaits = async () =>
  Number(await database.value(`select count(*) from pg_stat_activity where wait_event_type = 'Lock'`)) > 0;

describe('a member who is removed from a private room', () => {
  it('can neither read, send, mark nor join from then on, and hears nothing on any connection', async () => {
    const transport = recordPosts();
    const rooms = scopeOn(database.db, transport);
    const { owner, member, roomId, connections } = await scene();
    const own = await createConnection(database.db, owner);
    const done: Result<unknown, unknown>[] = [await rooms.roomEntry.join(owner, { roomId }, peerOn(own))];
    for (const connection of connections)
      done.push(await rooms.roomEntry.join(member, { roomId }, peerOn(connection)));
    done.push(await rooms.messageService.send(owner, { roomId, content: 'You hear this' }));
    expect(new Set(transport.posts.map(({ connectionId }) => connectionId))).toEqual(
      new Set([own, ...connections]),
    );

    done.push(await rooms.memberRemover.remove(owner, roomId, member.userId));
    transport.posts.length = 0;
    done.push(await rooms.messageService.send(owner, { roomId, content: 'You do not hear this' }));
    done.push(await rooms.messageService.markRead(owner, roomId, 2));
    expect(done.filter(result => result.isErr())).toEqual([]);
    expect(transport.posts.map(({ connectionId }) => connectionId)).toEqual([own]);

    const notFound = expect.objectContaining({ code: 'room.not_found' });
    const refusals = [
      await rooms.messageReader.history(member, roomId, { limit: 10 }),
      await rooms.messageService.send(member, { roomId, content: 'Hello?' }),
      await rooms.messageService.markRead(member, roomId, 1),
      await rooms.memberReader.list(member, roomId, { limit: 10 }),
      ...(await Promise.all(
        connections.map(connection => rooms.roomEntry.join(member, { roomId, after: 0 }, peerOn(connection))),
      )),
    ];
    expect(refusals.map(result => result._unsafeUnwrapErr())).toEqual(refusals.map(() => notFound));
    expect(await subscriptions(roomId)).toBe(1);
  });

  it('keeps no subscription of a join that was under way', async () => {
    const { owner, member, roomId, connections } = await scene();
    const [checked, removing] = [createGate(), createGate()];
    const slow = observe(database.db, async name => {
      if (name !== 'subscriptions.add') return;
      checked.open();
      await removing.passed;
    });
    const joined = scopeOn(slow.db).roomEntry.join(member, { roomId }, peerOn(connections[0] ?? ''));
    await checked.passed;
    const removed = scopeOn(database.db).memberRemover.remove(owner, roomId, member.userId);
    await until(somebodyWaits, 'the removal waits for the join');
    removing.open();
    expect((await removed).isOk()).toBe(true);
    // It was let in before the removal, or not at all: either is true of two things at once.
    const answered = await joined;
    expect(answered.isOk() ? 'let in' : answered.error.code).toMatch(/^(let in|room[.]not_found)$/);
    expect(await subscriptions(roomId)).toBe(0);
  });

  it('is refused by a join that comes while the removal commits', async () => {
    const { owner, member, roomId, connections } = await scene();
    const [removed, joining] = [createGate(), createGate()];
    const slow = observe(database.db, async name => {
      if (name !== 'subscriptions.remove_user') return;
      removed.open();
      await joining.passed;
    });
    const removal = scopeOn(slow.db).memberRemover.remove(owner, roomId, member.userId);
    await removed.passed;
    const joined = scopeOn(database.db).roomEntry.join(member, { roomId }, peerOn(connections[0] ?? ''));
    await until(somebodyWaits, 'the join waits for the removal');
    joining.open();
    expect((await removal).isOk()).toBe(true);
    expect((await joined)._unsafeUnwrapErr()).toMatchObject({ code: 'room.not_found' });
    expect(await subscriptions(roomId)).toBe(0);
  });
});

describe('the owners of a room', () => {
  it('are never none while it has members, however many go at once', async () => {
    const people: Principal[] = [];
    for (let number = 0; number < 8; number += 1) people.push(await createUser(database.db));
    const [owner, ...members] = people;
    if (owner === undefined) throw new Error('there is nobody');
    const roomId = await createRoomOf(database.db, owner, 'private', members);
    const { memberRemover } = scopeOn(database.db);
    await Promise.all(people.slice(0, -1).map(who => memberRemover.remove(who, roomId, who.userId)));
    const roles = await database.rows('select user_id as id, role from room_members where room_id = $1', [
      roomId,
    ]);
    expect(roles).toEqual([{ id: people.at(-1)?.userId, role: 'owner' }]);
  });
});
