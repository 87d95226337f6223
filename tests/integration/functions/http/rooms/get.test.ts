import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/rooms/get.ts';
import { problem } from '../../../../../lib/platform/http/problem.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createRoom, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { createRoomOf, fillRoom } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

describe('GET /rooms/{roomId}', () => {
  it('shows a public room to anybody, and a private one to its members with what they are there', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ada, 'private', [ben]);
    await fillRoom(database.db, roomId, 4);
    const lobby = await createRoom(database.db, 'public');
    expect(await call(handler, { as: ben, params: { roomId } })).toMatchObject({
      status: 200,
      body: { data: { id: roomId, lastSeq: 4, membership: { role: 'member', readSeq: 0, unread: 4 } } },
    });
    expect(await call(handler, { as: ben, params: { roomId: lobby } })).toMatchObject({
      status: 200,
      body: { data: { id: lobby, membership: null } },
    });
  });

  it('answers for a private room of others as for none at all', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ada, 'private');
    const answers = await Promise.all(
      [roomId, uuidv7()].map(id => call(handler, { as: ben, params: { roomId: id } })),
    );
    const [hidden, none] = answers.map(({ status, headers, body }) => ({
      status,
      headers,
      body: problem.omit({ requestId: true }).strip().parse(body),
    }));
    expect(hidden?.status).toBe(404);
    expect(hidden).toEqual(none);
  });

  it('shows a private room to an administrator, until the role or the session is taken away', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    for (const revoke of [
      `update users set role = 'user' where id = $1`,
      `update sessions set revoked_at = now() where user_id = $1`,
    ]) {
      const admin = await createUser(database.db, { role: 'admin' });
      expect((await call(handler, { as: admin, params: { roomId } })).status).toBe(200);
      await database.rows(revoke, [admin.userId]);
      expect((await call(handler, { as: admin, params: { roomId } })).status).toBe(404);
    }
  });

  it('refuses an id that is none with 400, and asks who is calling with 401', async () => {
    const ada = await createUser(database.db);
    expect(await call(handler, { as: ada, params: { roomId: 'lobby' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/roomId' }] },
    });
    expect((await call(handler, { params: { roomId: uuidv7() } })).status).toBe(401);
  });
});
