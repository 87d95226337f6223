import { describe, expect, it } from '@jest/globals';
import { messageRepository } from '../../../../lib/rooms/messages.repository.ts';
import { mayEnter } from '../../../../lib/rooms/rooms.policy.ts';
import { roomRepository, type Visitor } from '../../../../lib/rooms/rooms.repository.ts';
import { connectionRegistry } from '../../../../lib/platform/realtime/registry.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { createConnection, createRoom, createUser } from '../../../support/builders.ts';
import { createRoomOf, fillRoom } from '../../../support/rooms.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

/** Every way into a room that is decided by a statement. */
const ways: readonly (readonly [string, (roomId: string, visitor: Visitor) => Promise<unknown>])[] = [
  ['enters', (roomId, visitor) => roomRepository.enter(database.db, roomId, visitor)],
  [
    'subscribes',
    async (roomId, visitor) => (await roomRepository.holdEntry(database.db, roomId, visitor)) || undefined,
  ],
  [
    'sends',
    async (roomId, visitor) => {
      const message = { ...visitor, id: uuidv7(), roomId, content: 'Hello', clientMessageId: undefined };
      const stored = await messageRepository.append(database.db, message);
      return stored === 'no such room' ? undefined : stored;
    },
  ],
  ['marks', (roomId, visitor) => messageRepository.advanceMark(database.db, roomId, visitor, 1)],
  ['asks for the mark', (roomId, visitor) => messageRepository.readState(database.db, roomId, visitor)],
];

describe.each(ways)('a statement that %s', (_name, way) => {
  it.each([
    ['public', undefined],
    ['public', 'member'],
    ['private', undefined],
    ['private', 'member'],
    ['private', 'owner'],
  ] as const)('lets in whom the policy lets in: a %s room, role %s', async (visibility, role) => {
    const [user, owner] = [await createUser(database.db), await createUser(database.db)];
    const roomId = await (role === 'owner'
      ? createRoomOf(database.db, user, visibility)
      : createRoom(database.db, visibility, role === undefined ? [owner] : [owner, user]));
    await fillRoom(database.db, roomId, 2);
    expect((await way(roomId, user)) !== undefined).toBe(mayEnter({ visibility, role }));
  });

  it('lets in over a connection as long as that is known, and not from the commit on that ends it', async () => {
    const user = await createUser(database.db);
    const roomId = await createRoom(database.db, 'private', [user]);
    await fillRoom(database.db, roomId, 2);
    const connection = await createConnection(database.db, user);
    const visitor = { userId: user.userId, connection };
    expect(await way(roomId, visitor)).toBeDefined();
    await connectionRegistry.removeToClose(database.db, { sessionIds: [user.sessionId] });
    expect(await way(roomId, visitor)).toBeUndefined();
  });
});
