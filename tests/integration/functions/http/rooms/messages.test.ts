import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as history } from '../../../../../functions/http/rooms/list-messages.ts';
import { handler as post } from '../../../../../functions/http/rooms/post-message.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { message } from '../../../../../lib/rooms/rooms.schema.ts';
import { createConnection, createRoom, createUser } from '../../../../support/builders.ts';
import { useConnectionsApi } from '../../../../support/connections-api.ts';
import { useHttp } from '../../../../support/http.ts';
import { createRoomOf, fillRoom, listen } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const live = useConnectionsApi();

const page = z.object({ data: z.array(message), nextCursor: z.string().nullable() });
const read = async (as: Principal, roomId: string, query: Record<string, string> = {}) => {
  const { status, body } = await call(history, { as, params: { roomId }, query });
  expect(status).toBe(200);
  return page.parse(body);
};
const numbers = ({ data }: z.infer<typeof page>) => data.map(({ seq }) => seq);
const say = (as: Principal, roomId: string, body: unknown, headers: Record<string, string> = {}) =>
  call(post, { as, params: { roomId }, body, headers });

describe('GET /rooms/{roomId}/messages', () => {
  it.each([
    ['the latest messages', {}, [8, 9, 10], { before: 8 }],
    ['the last ones before a number', { before: '8' }, [5, 6, 7], { before: 5 }],
    ['the first ones after a number', { after: '2' }, [3, 4, 5], { after: 5 }],
    ['all there is at the start', { before: '3' }, [1, 2], null],
    ['all there is at the end', { after: '8' }, [9, 10], null],
    ['nothing beyond the end', { after: '10' }, [], null],
    ['nothing before the start', { before: '1' }, [], null],
  ])('holds %s, oldest first', async (_what, query, expected, position) => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    await fillRoom(database.db, roomId, 10);
    const found = await read(ada, roomId, { limit: '3', ...query });
    expect(numbers(found)).toEqual(expected);
    expect(found.nextCursor).toBe(position && encodeCursor(position));
  });

  it('goes on in the same direction by its cursor, until there is no more', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    await fillRoom(database.db, roomId, 7);
    for (const [start, expected] of [
      [{}, [5, 6, 7, 2, 3, 4, 1]],
      [{ after: '0' }, [1, 2, 3, 4, 5, 6, 7]],
    ] as const) {
      let found = await read(ada, roomId, { limit: '3', ...start });
      const seen = numbers(found);
      while (found.nextCursor !== null) {
        found = await read(ada, roomId, { limit: '3', cursor: found.nextCursor });
        seen.push(...numbers(found));
      }
      expect(seen).toEqual(expected);
    }
  });

  it('shows a public room to anybody, and a private one of others as none at all', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const open = await createRoom(database.db, 'public');
    const closed = await createRoomOf(database.db, ben, 'private');
    expect(await read(ada, open)).toEqual({ data: [], nextCursor: null });
    for (const roomId of [closed, uuidv7()])
      expect(await call(history, { as: ada, params: { roomId } })).toMatchObject({
        status: 404,
        body: { code: 'room.not_found' },
      });
  });

  it('is not for administrators who are no members', async () => {
    const [admin, ben] = [await createUser(database.db, { role: 'admin' }), await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ben, 'private');
    expect((await call(history, { as: admin, params: { roomId } })).status).toBe(404);
  });

  it.each([
    ['/query/limit', { limit: '101' }],
    ['/query/after', { after: '-1' }],
    ['/query/before', { before: 'yesterday' }],
    ['/query', { after: '1', before: '5' }],
    ['/query', { after: '1', cursor: encodeCursor({ after: 1 }) }],
    ['/query/cursor', { cursor: encodeCursor({ offset: 1 }) }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    const ada = await createUser(database.db);
    const roomId = await createRoom(database.db, 'public');
    const { status, body } = await call(history, { as: ada, params: { roomId }, query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });
});

describe('POST /rooms/{roomId}/messages', () => {
  it('stores a message with the next number, and tells every connection in the room, the sender’s too', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ada, 'private', [ben]);
    const [hers, his, elsewhere] = [
      await createConnection(database.db, ada),
      await createConnection(database.db, ben),
      await createConnection(database.db, ben),
    ];
    for (const connection of [hers, his]) await listen(database.db, connection, roomId);
    await fillRoom(database.db, roomId, 4);
    const { status, body } = await say(ada, roomId, { content: 'Hello', clientMessageId: 'one' });
    expect(status).toBe(201);
    const { data } = z.object({ data: message }).parse(body);
    expect(data).toMatchObject({
      roomId,
      seq: 5,
      userId: ada.userId,
      content: 'Hello',
      clientMessageId: 'one',
    });
    for (const connection of [hers, his])
      expect(live.to(connection)).toMatchObject([{ event: 'message.new', data: { message: data } }]);
    expect(live.to(elsewhere)).toEqual([]);
  });

  it('stores one clientMessageId once, and tells of it once', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    const connection = await createConnection(database.db, ada);
    await listen(database.db, connection, roomId);
    const sent = { content: 'Hello', clientMessageId: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 5 }, () => say(ada, roomId, sent)));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(await database.value('select last_seq from rooms where id = $1', [roomId])).toBe(1);
    expect(live.to(connection)).toHaveLength(1);
  });

  it('stores what one Idempotency-Key says once, also beside a clientMessageId, and refuses another text with 422', async () => {
    const ada = await createUser(database.db);
    const roomId = await createRoomOf(database.db, ada, 'private');
    const connection = await createConnection(database.db, ada);
    await listen(database.db, connection, roomId);
    const headers = { 'idempotency-key': randomUUID() };
    const sent = { content: 'Hello', clientMessageId: 'one' };
    const answers = [await say(ada, roomId, sent, headers), await say(ada, roomId, sent, headers)];
    answers.push(await say(ada, roomId, sent, { 'idempotency-key': randomUUID() }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(live.to(connection)).toHaveLength(1);
    expect(await say(ada, roomId, { content: 'Other' }, headers)).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it('tells nobody of what was not stored', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const roomId = await createRoomOf(database.db, ada, 'private');
    await listen(database.db, await createConnection(database.db, ada), roomId);
    expect(await say(ben, roomId, { content: 'Let me in' })).toMatchObject({
      status: 404,
      body: { code: 'room.not_found' },
    });
    expect((await say(ben, uuidv7(), { content: 'Is there anybody?' })).status).toBe(404);
    expect(live.posts).toEqual([]);
  });

  it.each([
    ['no text', '/body/content', {}],
    ['an empty text', '/body/content', { content: '' }],
    ['a text that is too long', '/body/content', { content: 'x'.repeat(8001) }],
    // Six bytes each as JSON: with these a frame would be larger than API Gateway lets pass.
    ['a text that is too long as JSON', '/body/content', { content: '\u0001'.repeat(4_096) }],
    ['half a character', '/body/content', { content: 'half a pair \ud83d' }],
    ['an empty clientMessageId', '/body/clientMessageId', { content: 'Hello', clientMessageId: '' }],
    [
      'a clientMessageId that is too long',
      '/body/clientMessageId',
      { content: 'Hello', clientMessageId: 'x'.repeat(101) },
    ],
    ['another room', '/body/roomId', { content: 'Hello', roomId: uuidv7() }],
  ])('refuses %s with 400, and names %s', async (_what, pointer, body) => {
    const ada = await createUser(database.db);
    const roomId = await createRoom(database.db, 'public');
    const answer = await say(ada, roomId, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('takes 120 messages a minute of one user, in whichever rooms, then answers 429', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const rooms = [await createRoom(database.db, 'public'), await createRoom(database.db, 'public')];
    const statuses = [];
    for (let number = 0; number < 120; number += 1)
      statuses.push((await say(ada, rooms[number % 2] ?? '', { content: 'Hello' })).status);
    expect(new Set(statuses)).toEqual(new Set([201]));
    const refused = await say(ada, rooms[0] ?? '', { content: 'Hello' });
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.rate_limited' } });
    expect(refused.headers).toMatchObject({
      'retry-after': expect.stringMatching(/^\d+$/),
      'ratelimit-policy': '"message-send";q=120;w=60',
      ratelimit: expect.stringMatching(/^"message-send";r=0;t=\d+$/),
    });
    expect((await say(ben, rooms[0] ?? '', { content: 'Hello' })).status).toBe(201);
  });
});

describe.each([
  ['read', history],
  ['say', post],
])('the route to %s', (_name, handler) => {
  it('asks who is calling, with 401', async () => {
    expect((await call(handler, { params: { roomId: uuidv7() }, body: { content: 'Hello' } })).status).toBe(
      401,
    );
  });

  it('refuses an id that is none, with 400', async () => {
    const ada = await createUser(database.db);
    const answer = await call(handler, { as: ada, params: { roomId: '1' }, body: { content: 'Hello' } });
    expect(answer.body).toMatchObject({ status: 400, errors: [{ pointer: '/path/roomId' }] });
  });
});

it('takes JSON alone: 415 for anything else', async () => {
  const ada = await createUser(database.db);
  const headers = { 'content-type': 'text/plain' };
  expect((await call(post, { as: ada, params: { roomId: uuidv7() }, text: 'Hello', headers })).status).toBe(
    415,
  );
});
