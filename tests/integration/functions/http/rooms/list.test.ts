import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/rooms/list.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { roomRepository } from '../../../../../lib/rooms/rooms.repository.ts';
import { room } from '../../../../../lib/rooms/rooms.schema.ts';
import { createRoom, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { plansOf } from '../../../../support/plans.ts';
import { createRoomOf, fillRoom } from '../../../../support/rooms.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const page = z.object({ data: z.array(room), nextCursor: z.string().nullable() });
const list = async (as: Principal, query: Record<string, string> = {}) => {
  const { status, body } = await call(handler, { as, query });
  expect(status).toBe(200);
  return page.parse(body);
};
const idsOf = async (as: Principal, query: Record<string, string> = {}) =>
  (await list(as, query)).data.map(({ id }) => id);

describe('GET /rooms', () => {
  it('lists the public rooms and the own private ones, newest first, each once, and no private room of others', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    await createRoomOf(database.db, ben, 'private');
    const lobby = await createRoom(database.db, 'public');
    const mine = await createRoomOf(database.db, ada, 'private');
    const both = await createRoomOf(database.db, ben, 'public', [ada]);
    expect(await idsOf(ada)).toEqual([both, mine, lobby]);
    expect(await idsOf(ada, { mine: 'true' })).toEqual([both, mine]);
  });

  it('says what is unread in the own rooms, and of the others only how many messages there are', async () => {
    const ada = await createUser(database.db);
    const mine = await createRoomOf(database.db, ada, 'private');
    const lobby = await createRoom(database.db, 'public');
    await fillRoom(database.db, mine, 5);
    await fillRoom(database.db, lobby, 3);
    await database.rows('update message_reads set seq = 2 where room_id = $1', [mine]);
    const { data } = await list(ada);
    expect(data.find(({ id }) => id === mine)).toMatchObject({
      lastSeq: 5,
      membership: { role: 'owner', readSeq: 2, unread: 3 },
    });
    expect(data.find(({ id }) => id === lobby)).toMatchObject({ lastSeq: 3, membership: null });
  });

  it('goes on where a page ended, and neither skips nor repeats when a room comes meanwhile', async () => {
    const ada = await createUser(database.db);
    await database.rows('truncate rooms cascade');
    const made: string[] = [];
    for (let number = 0; number < 7; number += 1)
      made.push(
        await (number % 2 === 0
          ? createRoom(database.db, 'public')
          : createRoomOf(database.db, ada, 'private')),
      );
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const { data, nextCursor } = await list(ada, { limit: '2', ...(cursor && { cursor }) });
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor;
      await createRoom(database.db, 'public');
    } while (cursor !== null);
    expect(seen).toEqual(made.sort().reverse());
  });

  it.each([
    ['/query/limit', { limit: '0' }],
    ['/query/limit', { limit: '101' }],
    ['/query/mine', { mine: 'yes' }],
    ['/query/cursor', { cursor: 'nonsense' }],
    ['/query/cursor', { cursor: encodeCursor({ after: 1 }) }],
    ['/query/offset', { offset: '1' }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    const ada = await createUser(database.db);
    const { status, body } = await call(handler, { as: ada, query });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request.invalid', errors: [{ pointer }] });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(handler)).status).toBe(401);
  });

  it('reads each kind of room from its own index, and no further than the page', async () => {
    const ada = await createUser(database.db);
    await database.rows(
      `with made as (
         insert into rooms (id, name, visibility)
         select gen_random_uuid(), 'Room', case when n % 2 = 0 then 'public' else 'private' end
         from generate_series(1, 20000) as n
         returning id
       ),
       joined as (insert into room_members (room_id, user_id) select id, $1 from made)
       insert into message_reads (room_id, user_id, seq) select id, $1, 0 from made`,
      [ada.userId],
    );
    await database.rows('analyze rooms, room_members, message_reads');
    const [plan] = await plansOf(database.db, db =>
      roomRepository.list(db, ada.userId, { before: ada.userId, mine: false, limit: 21 }),
    );
    expect(plan).toContain('"Index Name":"rooms_public"');
    expect(plan).toContain('"Index Name":"room_members_user_id"');
    expect(plan).not.toContain('Seq Scan');
  });
});
