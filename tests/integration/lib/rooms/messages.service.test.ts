import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createContainer } from '../../../../lib/app/container.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import type { Peer } from '../../../../lib/platform/realtime/peer.ts';
import { messagingModule } from '../../../../lib/rooms/rooms.module.ts';
import { createConnection, createRoom, createUser } from '../../../support/builders.ts';
import { recordPosts, type RecordedTransport } from '../../../support/fakes.ts';
import { testInvocation, testPlatform } from '../../../support/platform.ts';
import { randomOf } from '../../../support/random.ts';
import { fillRoom, listen } from '../../../support/rooms.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
let ada: Principal;
let ben: Principal;
let roomId: string;
let transport: RecordedTransport;

beforeEach(async () => {
  ada = await createUser(database.db);
  ben = await createUser(database.db);
  roomId = await createRoom(database.db, 'private', [ada, ben]);
  transport = recordPosts();
});

const serviceOn = (db = testPlatform({ db: database.db, transport })) =>
  createContainer(db, messagingModule).scope(testInvocation()).messageService;
const peerOf = (connection: string): Peer => ({
  connection,
  subscribe: async () => false,
  unsubscribe: async () => false,
});
const listening = async (user: Principal) => {
  const connection = await createConnection(database.db, user);
  await listen(database.db, connection, roomId);
  return connection;
};
const stored = () =>
  database.rows(
    'select seq, user_id, content, client_message_id from messages where room_id = $1 order by seq',
    [roomId],
  );
const heardSeqs = (connection: string) =>
  transport.to(connection).map(({ data }) => (data as { message: { seq: number } }).message.seq);

describe('a message', () => {
  it('is answered with its number, 1, 2, 3 ... within its room', async () => {
    for (const seq of [1, 2, 3])
      expect((await serviceOn().send(ada, { roomId, content: 'hello' }))._unsafeUnwrap()).toMatchObject({
        seq,
        roomId,
        userId: ada.userId,
        content: 'hello',
        clientMessageId: null,
      });
  });

  it('is one statement, and a second one for who is to hear it', async () => {
    await listening(ben);
    const { db, names } = observe(database.db);
    expect((await serviceOn(testPlatform({ db })).send(ada, { roomId, content: 'hello' })).isOk()).toBe(true);
    expect(names()).toEqual(['messages.append', expect.stringMatching(/^connections\./)]);
  });

  it('is heard by everybody who listens, the other devices of its sender too, but not by the connection it came from', async () => {
    const [phone, laptop, other] = [await listening(ada), await listening(ada), await listening(ben)];
    const idle = await createConnection(database.db, ben);
    const message = (
      await serviceOn().send(ada, { roomId, content: 'hello' }, { peer: peerOf(phone) })
    )._unsafeUnwrap();
    for (const connection of [laptop, other])
      expect(transport.to(connection)).toMatchObject([{ event: 'message.new', data: { message } }]);
    for (const connection of [phone, idle]) expect(transport.to(connection)).toEqual([]);
  });

  it('can be read by whoever hears of it: it is committed by then', async () => {
    await listening(ben);
    const seen: unknown[] = [];
    transport = recordPosts(async () => {
      seen.push(await stored());
      return 'sent' as const;
    });
    await serviceOn()
      .send(ada, { roomId, content: 'hello' })
      .then(result => result._unsafeUnwrap());
    expect(seen).toEqual([[expect.objectContaining({ seq: 1, content: 'hello' })]]);
  });

  it('is stored although nobody can be told', async () => {
    await listening(ben);
    transport = recordPosts(() => {
      throw new Error('the endpoint is down');
    });
    expect((await serviceOn().send(ada, { roomId, content: 'hello' })).isOk()).toBe(true);
    expect(await stored()).toHaveLength(1);
  });

  it('of a stranger is refused just as one to no room, and is neither stored nor heard', async () => {
    const stranger = await createUser(database.db);
    await listening(ben);
    const refused = await serviceOn().send(stranger, { roomId, content: 'hello' });
    expect(refused).toEqual(await serviceOn().send(stranger, { roomId: randomUUID(), content: 'hello' }));
    expect(refused._unsafeUnwrapErr().code).toBe('room.not_found');
    expect(await stored()).toEqual([]);
    expect(await database.value('select last_seq from rooms where id = $1', [roomId])).toBe(0);
    expect(transport.posts).toEqual([]);
  });
});

describe('a message sent again with its clientMessageId', () => {
  it('is answered with what was stored, takes no number and is told to nobody', async () => {
    const connection = await listening(ben);
    const first = await serviceOn().send(ada, { roomId, content: 'hello', clientMessageId: 'c1' });
    const again = await serviceOn().send(ada, { roomId, content: 'hello', clientMessageId: 'c1' });
    expect(again).toEqual(first);
    expect(heardSeqs(connection)).toEqual([1]);
    expect((await serviceOn().send(ada, { roomId, content: 'next' }))._unsafeUnwrap().seq).toBe(2);
  });

  it('is another message when another person or another room is meant', async () => {
    const otherRoom = await createRoom(database.db, 'public');
    const sends = [
      await serviceOn().send(ada, { roomId, content: 'a', clientMessageId: 'c1' }),
      await serviceOn().send(ben, { roomId, content: 'b', clientMessageId: 'c1' }),
      await serviceOn().send(ada, { roomId: otherRoom, content: 'c', clientMessageId: 'c1' }),
    ];
    expect(sends.map(sent => sent._unsafeUnwrap().content)).toEqual(['a', 'b', 'c']);
  });

  it('is refused when its sender may no longer enter the room', async () => {
    expect((await serviceOn().send(ada, { roomId, content: 'hello', clientMessageId: 'c1' })).isOk()).toBe(
      true,
    );
    await database.rows('delete from room_members where room_id = $1 and user_id = $2', [roomId, ada.userId]);
    const again = await serviceOn().send(ada, { roomId, content: 'hello', clientMessageId: 'c1' });
    expect(again._unsafeUnwrapErr().code).toBe('room.not_found');
  });
});

describe('fifty senders at once, who send some of their messages again', () => {
  it('make a sequence without gap or repeat, which a listener hears once each', async () => {
    const random = randomOf(7);
    const connection = await listening(ben);
    await fillRoom(database.db, roomId, 10);
    const sends = random.shuffled(
      Array.from({ length: 50 }, (_, index) => `message-${index}`).flatMap(clientMessageId =>
        Array.from({ length: 1 + random.below(4) }, () => clientMessageId),
      ),
    );
    const answers = await Promise.all(
      sends.map(clientMessageId =>
        serviceOn().send(ada, { roomId, content: clientMessageId, clientMessageId }),
      ),
    );
    const rows = await stored();
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    expect(sends.length).toBeGreaterThan(100);
    expect(rows.map(({ seq }) => seq)).toEqual(numbers);
    expect(await database.value('select last_seq from rooms where id = $1', [roomId])).toBe(60);
    // Every answer is the stored message of its clientMessageId.
    for (const answer of answers) {
      const { seq, clientMessageId } = answer._unsafeUnwrap();
      expect(rows[seq - 1]).toMatchObject({
        seq,
        client_message_id: clientMessageId,
        content: clientMessageId,
      });
    }
    expect(heardSeqs(connection).sort((one, other) => one - other)).toEqual(numbers.slice(10));
  });
});
