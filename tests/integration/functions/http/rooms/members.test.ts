import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as add } from '../../../../../functions/http/rooms/add-member.ts';
import { handler as list } from '../../../../../functions/http/rooms/list-members.ts';
import { handler as remove } from '../../../../../functions/http/rooms/remove-member.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { member } from '../../../../../lib/rooms/rooms.schema.ts';
import { createErasedUser, createRoom, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { createRoomOf, fillRoom } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const page = z.object({ data: z.array(member), nextCursor: z.string().nullable() });
const people = async () => ({
  ada: await createUser(database.db, { name: 'ada' }),
  ben: await createUser(database.db, { name: 'ben' }),
  cleo: await createUser(database.db, { name: 'cleo' }),
  admin: await createUser(database.db, { name: 'admin', role: 'admin' }),
});
const rolesOf = async (roomId: string) => {
  const rows = await database.rows(
    `select name, room_members.role from room_members join users on users.id = user_id
     where room_id = $1 order by name`,
    [roomId],
  );
  return rows.map(row => Object.values(row).join(' '));
};
const put = (as: Principal, roomId: string, { userId }: Pick<Principal, 'userId'>) =>
  call(add, { as, params: { roomId, userId } });
const del = (as: Principal, roomId: string, { userId }: Pick<Principal, 'userId'>) =>
  call(remove, { as, params: { roomId, userId } });

describe('PUT /rooms/{roomId}/members/{userId}', () => {
  it('makes a user a member for whom nothing said before is unread; a second time changes nothing', async () => {
    const { ada, ben } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private');
    await fillRoom(database.db, roomId, 3);
    for (let time = 0; time < 2; time += 1)
      expect(await put(ada, roomId, ben)).toMatchObject({ status: 204, body: undefined });
    expect(await put(ada, roomId, ada)).toMatchObject({ status: 204 });
    expect(await rolesOf(roomId)).toEqual(['ada owner', 'ben member']);
    expect(await database.value('select seq from message_reads where user_id = $1', [ben.userId])).toBe(3);
  });

  it('is for owners and administrators, in a room that they may know of', async () => {
    const { ada, ben, cleo, admin } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private', [ben]);
    expect(await put(ben, roomId, cleo)).toMatchObject({ status: 403, body: { code: 'room.not_manager' } });
    expect(await put(cleo, roomId, cleo)).toMatchObject({ status: 404, body: { code: 'room.not_found' } });
    expect(await put(admin, roomId, cleo)).toMatchObject({ status: 204 });
    expect(await rolesOf(roomId)).toEqual(['ada owner', 'ben member', 'cleo member']);
  });

  it('lets anybody make themselves, and nobody else, a member of a public room', async () => {
    const { ada, ben, cleo } = await people();
    const roomId = await createRoomOf(database.db, ada, 'public');
    expect((await put(ben, roomId, ben)).status).toBe(204);
    expect((await put(ben, roomId, cleo)).status).toBe(403);
    expect(await rolesOf(roomId)).toEqual(['ada owner', 'ben member']);
  });

  it('does not believe a token of an administrator who is none any more', async () => {
    const { ada, cleo, admin } = await people();
    const roomId = await createRoomOf(database.db, ada, 'public');
    await database.rows(`update users set role = 'user' where id = $1`, [admin.userId]);
    expect((await put(admin, roomId, cleo)).status).toBe(403);
  });

  it('answers 404 for a user or a room that does not exist', async () => {
    const { ada, ben } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private');
    expect(await put(ada, roomId, { userId: uuidv7() })).toMatchObject({
      status: 404,
      body: { code: 'user.not_found' },
    });
    expect(await put(ada, uuidv7(), ben)).toMatchObject({ status: 404, body: { code: 'room.not_found' } });
  });

  it('answers 404 for the user who stands for those who were erased', async () => {
    const { ada } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private');
    expect(await put(ada, roomId, { userId: await createErasedUser(database.db) })).toMatchObject({
      status: 404,
      body: { code: 'user.not_found' },
    });
    expect(await rolesOf(roomId)).toEqual(['ada owner']);
  });
});

describe('DELETE /rooms/{roomId}/members/{userId}', () => {
  it('lets owners and administrators remove a member, and members leave', async () => {
    const { ada, ben, cleo, admin } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private', [ben, cleo, admin]);
    expect(await del(ben, roomId, cleo)).toMatchObject({ status: 403, body: { code: 'room.not_manager' } });
    expect(await del(ada, roomId, ben)).toMatchObject({ status: 204, body: undefined });
    expect((await del(cleo, roomId, cleo)).status).toBe(204);
    expect((await del(admin, roomId, admin)).status).toBe(204);
    expect(await rolesOf(roomId)).toEqual(['ada owner']);
    expect(await database.value('select count(*) from message_reads where room_id = $1', [roomId])).toBe(1);
  });

  it('leaves the room to its longest member when the last owner goes', async () => {
    const { ada, ben, cleo } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private', [cleo, ben]);
    expect((await del(ada, roomId, ada)).status).toBe(204);
    expect(await rolesOf(roomId)).toEqual(['ben member', 'cleo owner']);
    expect((await del(cleo, roomId, ben)).status).toBe(204);
    expect((await del(cleo, roomId, cleo)).status).toBe(204);
    expect(await rolesOf(roomId)).toEqual([]);
  });

  it('answers 404 for who is no member, and for a private room of others', async () => {
    const { ada, ben, cleo, admin } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private', [ben]);
    expect(await del(ada, roomId, cleo)).toMatchObject({
      status: 404,
      body: { code: 'room.member_not_found' },
    });
    expect(await del(cleo, roomId, ben)).toMatchObject({ status: 404, body: { code: 'room.not_found' } });
    await database.rows('update sessions set revoked_at = now() where id = $1', [admin.sessionId]);
    expect(await del(admin, roomId, ben)).toMatchObject({ status: 404, body: { code: 'room.not_found' } });
    expect(await rolesOf(roomId)).toEqual(['ada owner', 'ben member']);
  });
});

describe('GET /rooms/{roomId}/members', () => {
  it('lists who is in a room, page by page, each once', async () => {
    const { ada, ben, cleo } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private', [ben, cleo]);
    const names: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { status, body } = await call(list, {
        as: ben,
        params: { roomId },
        query: { limit: '2', ...(cursor && { cursor }) },
      });
      expect(status).toBe(200);
      const { data, nextCursor } = page.parse(body);
      names.push(...data.map(({ name, role }) => `${name} ${role}`));
      cursor = nextCursor;
    } while (cursor !== null);
    expect(names.sort()).toEqual(['ada owner', 'ben member', 'cleo member']);
  });

  it('shows them to administrators too, and answers others for a private room as for none', async () => {
    const { ada, cleo, admin } = await people();
    const roomId = await createRoomOf(database.db, ada, 'private');
    expect((await call(list, { as: admin, params: { roomId } })).status).toBe(200);
    expect((await call(list, { as: cleo, params: { roomId } })).status).toBe(404);
    expect((await call(list, { as: cleo, params: { roomId: uuidv7() } })).status).toBe(404);
  });

  it('shows who is in a public room to anybody', async () => {
    const { ada, cleo } = await people();
    const roomId = await createRoom(database.db, 'public', [ada]);
    expect(await call(list, { as: cleo, params: { roomId } })).toMatchObject({
      body: { data: [{ userId: ada.userId, name: 'ada', role: 'member' }], nextCursor: null },
    });
  });

  it.each([
    ['/query/limit', { limit: 'many' }],
    ['/query/cursor', { cursor: 'nonsense' }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    const { ada } = await people();
    const roomId = await createRoom(database.db, 'public');
    const { status, body } = await call(list, { as: ada, params: { roomId }, query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ errors: [{ pointer }] });
  });
});

describe.each([
  ['add', add],
  ['remove', remove],
  ['list', list],
])('the route to %s members', (_name, handler) => {
  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { params: { roomId: uuidv7(), userId: uuidv7() } })).status).toBe(401);
  });

  it('refuses an id that is none, with 400', async () => {
    const { ada } = await people();
    const { status, body } = await call(handler, { as: ada, params: { roomId: 'lobby' } });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: expect.arrayContaining([expect.objectContaining({ pointer: '/path/roomId' })]),
    });
  });
});
