import { describe, expect, it } from '@jest/globals';
import { messageRepository } from '../../../../lib/rooms/messages.repository.ts';
import { mayEnter } from '../../../../lib/rooms/rooms.policy.ts';
import { roomRepository } from '../../../../lib/rooms/rooms.repository.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { createRoom, createUser } from '../../../support/builders.ts';
import { createRoomOf, fillRoom } from '../../../support/rooms.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();

/** Every way into a room that is decided by a statement. */
const ways: readonly (readonly [string, (roomId: string, userId: string) => Promise<unknown>])[] = [
  ['enters', (roomId, userId) => roomRepository.enter(database.db, roomId, userId)],
  [
    'subscribes',
    async (roomId, userId) => (await roomRepository.holdEntry(database.db, roomId, userId)) || undefined,
  ],
  [
    'sends',
    (roomId, userId) =>
      messageRepository.append(database.db, {
        id: uuidv7(),
        roomId,
        userId,
        content: 'Hello',
        clientMessageId: undefined,
      }),
  ],
  ['marks', (roomId, userId) => messageRepository.advanceMark(database.db, roomId, userId, 1)],
  ['asks for the mark', (roomId, userId) => messageRepository.readState(database.db, roomId, userId)],
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
    expect((await way(roomId, user.userId)) !== undefined).toBe(mayEnter({ visibility, role }));
  });
});
