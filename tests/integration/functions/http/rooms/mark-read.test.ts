import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/rooms/mark-read.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createConnection, createRoom, createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { useHttp } from '../../../../support/http.ts';
import { createRoomOf, fillRoom, listen } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const live = useConnectionsApi();

const mark = (as: Principal, roomId: string, seq: unknown) =>
  call(handler, { as, params: { roomId }, body: { seq } });
const state = (readSeq: number, lastSeq: number) => ({
  status: 200,
  body: { data: { readSeq, lastSeq, unread: lastSeq - readSeq } },
});

describe('PUT /rooms/{roomId}/read', () => {
  it('moves the mark forward, never back, and at most to the last message', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    expect(await mark(ada, roomId, 0)).toMatchObject(state(0, 0));
    expect(await mark(ada, roomId, 4)).toMatchObject(state(0, 0));
    await fillRoom(database.db, roomId, 10);
    expect(await mark(ada, roomId, 4)).toMatchObject(state(4, 10));
    expect(await mark(ada, roomId, 2)).toMatchObject(state(4, 10));
    expect(await mark(ada, roomId, 4)).toMatchObject(state(4, 10));
    expect(await mark(ada, roomId, 99)).toMatchObject(state(10, 10));
  });

  it('tells everybody in the room when the mark moves, and only then', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ada, 'private', [ben]);
    await fillRoom(database.db, roomId, 10);
    const connection = await createConnection(database.db, ada);
    await listen(database.db, connection, roomId);
    for (const seq of [3, 3, 1, 5]) await mark(ben, roomId, seq);
    expect(live.to(connection)).toMatchObject(
      [3, 5].map(seq => ({ event: 'message.read', data: { roomId, userId: ben.userId, seq } })),
    );
  });

  it('is kept for anybody in a public room, member or not', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoom(database.db, 'public');
    await fillRoom(database.db, roomId, 3);
    expect(await mark(ada, roomId, 2)).toMatchObject(state(2, 3));
    expect(await mark(ada, roomId, 1)).toMatchObject(state(2, 3));
  });

  it('answers for a private room of others as for none, and leaves no mark there', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const closed = await createRoomOf(database.db, ben, 'private');
    await fillRoom(database.db, closed, 3);
    for (const roomId of [closed, uuidv7()])
      expect(await mark(ada, roomId, 1)).toMatchObject({ status: 404, body: { code: 'room.not_found' } });
    expect(await database.value('select count(*) from message_reads where user_id = $1', [ada.userId])).toBe(
      0,
    );
  });

  it.each([[-1], [1.5], ['1'], [undefined], [2 ** 60]])('refuses a seq of %j with 400', async seq => {
    const ada = await createUser(database.db);
    const roomId = await createRoom(database.db, 'public');
    expect(await mark(ada, roomId, seq)).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer: '/body/seq' }] },
    });
  });

  it('refuses an id that is none with 400, asks who is calling with 401, and takes JSON alone (415)', async () => {
    const ada = await createUser(database.db);
    expect(await mark(ada, 'lobby', 1)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/roomId' }] },
    });
    const params = { roomId: uuidv7() };
    expect((await call(handler, { params, body: { seq: 1 } })).status).toBe(401);
    expect((await call(handler, { as: ada, params, text: '{"seq":1}' })).status).toBe(415);
  });
});
