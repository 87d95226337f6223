import { beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as end } from '../../../../../functions/http/sessions/end.ts';
import { handler as list } from '../../../../../functions/http/sessions/list.ts';
import { handler as signOut } from '../../../../../functions/http/sessions/sign-out.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { problem } from '../../../../../lib/platform/http/problem.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { session } from '../../../../../lib/sessions/sessions.schema.ts';
import { createConnection, createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const page = z.object({ data: z.array(session), nextCursor: z.string().nullable() });
let ada: Principal;
let ben: Principal;

/** One more session of Ada, opened some minutes from now so that it is the latest. */
const openSession = async (minutes: number, expiresIn = '1 day') => {
  const id = uuidv7(Date.now() + minutes * 60_000);
  await database.rows(
    `insert into sessions (id, user_id, expires_at, user_agent) values ($1, $2, now() + $3::interval, 'Phone')`,
    [id, ada.userId, expiresIn],
  );
  return id;
};
const sessionsOf = async (caller: Principal, query: Record<string, string> = {}) => {
  const answer = await call(list, { as: caller, query });
  expect(answer.status).toBe(200);
  return page.parse(answer.body);
};
const idsOf = async (caller: Principal) => (await sessionsOf(caller)).data.map(({ id }) => id);

beforeEach(async () => {
  [ada, ben] = [await createUser(database.db), await createUser(database.db)];
});

describe('GET /sessions', () => {
  it('lists where one is signed in, the latest first, and says which one asks', async () => {
    const phone = await openSession(1);
    expect((await sessionsOf(ada)).data).toMatchObject([
      { id: phone, current: false, userAgent: 'Phone' },
      { id: ada.sessionId, current: true, userAgent: null },
    ]);
  });

  it('shows nobody the sessions of others, and none that is over', async () => {
    const over = await openSession(1, '-1 second');
    const revoked = await openSession(2);
    await database.rows('update sessions set revoked_at = now() where id = $1', [revoked]);
    expect(await idsOf(ada)).toEqual([ada.sessionId]);
    expect(await idsOf(ben)).not.toContain(over);
  });

  it('shows each once, page by page', async () => {
    const expected = [await openSession(3), await openSession(2), await openSession(1), ada.sessionId];
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const found = await sessionsOf(ada, { limit: '2', ...(cursor !== null && { cursor }) });
      seen.push(...found.data.map(({ id }) => id));
      cursor = found.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(expected);
  });

  it.each([
    ['/query/limit', { limit: '0' }],
    ['/query/cursor', { cursor: 'nonsense' }],
    ['/query/cursor', { cursor: encodeCursor(7) }],
    ['/query/user', { user: 'ben' }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    expect(await call(list, { as: ada, query })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(list)).status).toBe(401);
  });
});

describe('DELETE /sessions/{sessionId}', () => {
  it('ends a session of the caller at once, with its connections, and no other', async () => {
    const phone = await openSession(1);
    await createConnection(database.db, { ...ada, sessionId: phone });
    const kept = await createConnection(database.db, ada);
    expect(await call(end, { as: ada, params: { sessionId: phone } })).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect(await idsOf(ada)).toEqual([ada.sessionId]);
    expect(await database.value('select id from connections where user_id = $1', [ada.userId])).toBe(kept);
  });

  it('answers for the session of another, one that has ended and none at all the same', async () => {
    const gone = await openSession(1);
    await call(end, { as: ada, params: { sessionId: gone } });
    const answers = [];
    for (const sessionId of [ben.sessionId, gone, uuidv7()]) {
      const { status, headers, body } = await call(end, { as: ada, params: { sessionId } });
      answers.push({ status, headers, body: problem.omit({ requestId: true }).strip().parse(body) });
    }
    expect(answers[0]).toMatchObject({ status: 404, body: { code: 'session.not_found' } });
    expect(answers.slice(1)).toEqual([answers[0], answers[0]]);
    expect(await idsOf(ben)).toEqual([ben.sessionId]);
  });

  it('refuses an id that is none with 400, and asks who is calling with 401', async () => {
    expect(await call(end, { as: ada, params: { sessionId: 'phone' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/sessionId' }] },
    });
    expect((await call(end, { params: { sessionId: ada.sessionId } })).status).toBe(401);
  });
});

describe('DELETE /sessions/current', () => {
  it('ends the session that asks, and no other; asked again it is what was wanted', async () => {
    const phone = await openSession(1);
    for (let round = 0; round < 2; round += 1)
      expect(await call(signOut, { as: ada })).toMatchObject({ status: 204, body: undefined });
    expect(await idsOf({ ...ada, sessionId: phone })).toEqual([phone]);
  });

  it('asks who is calling, with 401', async () => {
    expect((await call(signOut)).status).toBe(401);
  });
});
