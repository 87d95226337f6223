import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createContainer } from '../../../../lib/app/container.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Database } from '../../../../lib/platform/db/database.ts';
import type { Peer } from '../../../../lib/platform/realtime/peer.ts';
import { connectionRegistry } from '../../../../lib/platform/realtime/registry.ts';
import { messagingModule, roomEntryModule } from '../../../../lib/rooms/rooms.module.ts';
import { outgoing } from '../../../../lib/rooms/rooms.schema.ts';
import { createConnection, createRoom, createUser } from '../../../support/builders.ts';
import { recordPosts, type RecordedTransport } from '../../../support/fakes.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { fillRoom } from '../../../support/rooms.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
let ada: Principal;
let transport: RecordedTransport;

beforeEach(async () => {
  ada = await createUser(database.db);
  transport = recordPosts();
});

const scopeOn = (db: Database) =>
  createContainer(testPlatform({ db, transport }), roomEntryModule, messagingModule).scope(testInvocation());
const peerOf = (connection: string): Peer => ({
  connection,
  subscribe: (db, roomId) => connectionRegistry.subscribe(db, connection, roomId),
  unsubscribe: (db, roomId) => connectionRegistry.unsubscribe(db, connection, roomId),
});
const join = async (
  who: Principal,
  roomId: string,
  { after, db = database.db }: { readonly after?: number; readonly db?: Database } = {},
) => {
  const connection = await createConnection(database.db, who);
  const joining = after === undefined ? { roomId } : { roomId, after };
  return { connection, answer: await scopeOn(db).roomEntry.join(who, joining, peerOf(connection)) };
};
const say = async (roomId: string, content: string) =>
  (await scopeOn(database.db).messageService.send(ada, { roomId, content }))._unsafeUnwrap().seq;
const listeners = async (roomId: string) =>
  (await database.rows('select connection_id from subscriptions where room_id = $1', [roomId])).map(
    ({ connection_id: connection }) => connection,
  );
const heardSeqs = (connection: string) =>
  transport.to(connection).map(({ data }) => (data as { message: { seq: number } }).message.seq);

describe('joining a room', () => {
  it('is open to anybody when it is public, and to members when it is private', async () => {
    const rooms = [await createRoom(database.db, 'public'), await createRoom(database.db, 'private', [ada])];
    for (const roomId of rooms) {
      const { connection, answer } = await join(ada, roomId);
      expect(answer._unsafeUnwrap()).toEqual({ lastSeq: 0, messages: [], more: false });
      expect(await listeners(roomId)).toEqual([connection]);
    }
  });

  it('is refused to a stranger as a room that does not exist is, and they hear nothing', async () => {
    const roomId = await createRoom(database.db, 'private', [ada]);
    const stranger = await createUser(database.db);
    const { answer, connection } = await join(stranger, roomId);
    expect(answer).toEqual((await join(stranger, randomUUID())).answer);
    expect(answer._unsafeUnwrapErr().code).toBe('room.not_found');
    await say(roomId, 'secret');
    expect(await listeners(roomId)).toEqual([]);
    expect(transport.to(connection)).toEqual([]);
  });

  it('twice is to have joined once', async () => {
    const roomId = await createRoom(database.db, 'public');
    const connection = await createConnection(database.db, ada);
    for (let round = 0; round < 2; round += 1)
      expect((await scopeOn(database.db).roomEntry.join(ada, { roomId }, peerOf(connection))).isOk()).toBe(
        true,
      );
    await say(roomId, 'hello');
    expect(heardSeqs(connection)).toEqual([1]);
  });

  it('answers nothing that was said before, unless it is asked for', async () => {
    const roomId = await createRoom(database.db, 'public');
    await fillRoom(database.db, roomId, 5);
    expect((await join(ada, roomId)).answer._unsafeUnwrap()).toEqual({
      lastSeq: 5,
      messages: [],
      more: false,
    });
    const { messages, ...rest } = (await join(ada, roomId, { after: 3 })).answer._unsafeUnwrap();
    expect(messages.map(({ seq }) => seq)).toEqual([4, 5]);
    expect(rest).toEqual({ lastSeq: 5, more: false });
    expect((await join(ada, roomId, { after: 99 })).answer._unsafeUnwrap().messages).toEqual([]);
  });

  it('is refused to a member who is removed in the middle of it', async () => {
    const roomId = await createRoom(database.db, 'private', [ada]);
    const { db } = observe(database.db, async name => {
      if (name === 'rooms.enter')
        await database.rows('delete from room_members where room_id = $1', [roomId]);
    });
    const { answer } = await join(ada, roomId, { after: 0, db });
    expect(answer._unsafeUnwrapErr().code).toBe('room.not_found');
  });

  it('misses nothing: a message said at any moment of it is in the answer or is heard', async () => {
    // As many rounds as there are statements; before each of them, in its round, somebody says something.
    for (let moment = 0; ; moment += 1) {
      const roomId = await createRoom(database.db, 'public');
      await say(roomId, 'before');
      let statements = 0;
      const { db } = observe(database.db, async () => {
        if (statements === moment) await say(roomId, 'meanwhile');
        statements += 1;
      });
      const { connection, answer } = await join(ada, roomId, { after: 0, db });
      const last = await say(roomId, 'after');
      const known = answer._unsafeUnwrap().messages.map(({ seq }) => seq);
      const all = new Set([...known, ...heardSeqs(connection)]);
      expect([...all].sort()).toEqual(Array.from({ length: last }, (_, index) => index + 1));
      if (statements <= moment) break;
    }
  });

  it('misses nothing while others talk without pause', async () => {
    const roomId = await createRoom(database.db, 'public');
    const talk = Promise.all(Array.from({ length: 60 }, (_, index) => say(roomId, `message ${index}`)));
    const joined = await Promise.all(Array.from({ length: 10 }, () => join(ada, roomId, { after: 0 })));
    await talk;
    for (const { connection, answer } of joined) {
      const known = answer._unsafeUnwrap().messages.map(({ seq }) => seq);
      expect(new Set([...known, ...heardSeqs(connection)]).size).toBe(60);
    }
  });
});

describe('what was missed', () => {
  /** Reads on from an answer until there is no more. */
  const readAll = async (roomId: string, from: number) => {
    const pages: { readonly seqs: number[]; readonly bytes: number }[] = [];
    for (let after = from; ;) {
      const { messages, more } = (await join(ada, roomId, { after })).answer._unsafeUnwrap();
      pages.push({
        seqs: messages.map(({ seq }) => seq),
        bytes: Buffer.byteLength(JSON.stringify(messages)),
      });
      if (!more) return pages;
      after = messages.at(-1)?.seq ?? NaN;
    }
  };

  it.each([
    ['a', 1],
    ['é', 2],
    ['🙂', 4],
    // JSON writes it in six characters.
    ['\u0001', 6],
  ])('is cut into pages that fit into a frame, whatever it is written in (%j)', async (letter, bytes) => {
    const roomId = await createRoom(database.db, 'public');
    await fillRoom(database.db, roomId, 30);
    // The longest that the contract lets in.
    const content = letter.repeat(Math.min(8000 / letter.length, Math.floor((24 * 1024 - 2) / bytes)));
    expect(outgoing.safeParse({ roomId, content }).success).toBe(true);
    await database.rows('update messages set content = $2 where room_id = $1', [roomId, content]);
    const pages = await readAll(roomId, 2);
    expect(pages.flatMap(({ seqs }) => seqs)).toEqual(Array.from({ length: 28 }, (_, index) => index + 3));
    expect(Math.max(...pages.map(page => page.bytes))).toBeLessThan(31 * 1024);
    // No page is smaller than it need be.
    expect(pages).toHaveLength(
      Math.ceil(28 / Math.floor((28 * 1024) / (Buffer.byteLength(JSON.stringify(content)) + 300))),
    );
  });

  it('of many short messages is cut at five hundred', async () => {
    const roomId = await createRoom(database.db, 'public');
    await fillRoom(database.db, roomId, 700);
    await database.rows(`update messages set content = 'x' where room_id = $1`, [roomId]);
    const pages = await readAll(roomId, 0);
    expect(pages.flatMap(({ seqs }) => seqs)).toHaveLength(700);
    expect(pages[0]?.seqs.length).toBeLessThanOrEqual(500);
  });
});
