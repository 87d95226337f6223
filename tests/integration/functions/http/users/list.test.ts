import { beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/users/list.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { encodeCursor } from '../../../../../lib/platform/http/page.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { userRepository } from '../../../../../lib/users/users.repository.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { plansOf } from '../../../../support/plans.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const page = z.object({
  data: z.array(z.object({ name: z.string(), email: z.string() })),
  nextCursor: z.string().nullable(),
});
let admin: Principal;

const list = async (query: Record<string, string> = {}) => {
  const answer = await call(handler, { as: admin, query });
  expect(answer.status).toBe(200);
  return page.parse(answer.body);
};
const namesOf = async (query: Record<string, string>) => (await list(query)).data.map(({ name }) => name);

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin', name: 'Cleo', email: 'cleo@staff.example' });
  const now = Date.now();
  for (const [index, [name, email]] of [
    ['Ada Lovelace', 'ada@strata.example'],
    ['Grace Hopper', 'grace_h@strata.example'],
    ['Alan Turing', 'alan@bletchley.example'],
    ['100% Real', 'real@strata.example'],
    ['Back\\slash', 'graceXh@strata.example'],
  ].entries())
    await database.rows(
      `insert into users (id, name, email, age, password_hash) values ($1, $2, $3, 30, '')`,
      [uuidv7(now + 1 + index), name, email],
    );
});

describe('GET /users', () => {
  it('lists everybody, the latest first', async () => {
    expect((await list()).data.map(({ name }) => name)).toEqual([
      'Back\\slash',
      '100% Real',
      'Alan Turing',
      'Grace Hopper',
      'Ada Lovelace',
      'Cleo',
    ]);
  });

  it('shows each once, page by page, also when somebody registers meanwhile', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { data, nextCursor } = await list({ limit: '2', ...(cursor !== null && { cursor }) });
      seen.push(...data.map(({ email }) => email));
      if (cursor === null) await createUser(database.db, { email: 'late@elsewhere.example' });
      cursor = nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    await database.rows(`delete from users where email = 'late@elsewhere.example'`);
  });

  it.each([
    ['a part of the name, whatever its case', 'LOVE', ['Ada Lovelace']],
    ['a part of the address', 'bletch', ['Alan Turing']],
    ['either of them', 'ada', ['Ada Lovelace']],
    ['many', 'strata.ex', ['Back\\slash', '100% Real', 'Grace Hopper', 'Ada Lovelace']],
    ['a sign that means anything elsewhere', '100%', ['100% Real']],
    ['a sign that means any letter elsewhere', 'grace_h', ['Grace Hopper']],
    ['a sign that takes others their meaning', 'k\\sl', ['Back\\slash']],
    ['what nobody has', "o'brien", []],
  ])('finds %s', async (_what, search, expected) => {
    expect(await namesOf({ search })).toEqual(expected);
  });

  it('finds people by an index, and lists them by another', async () => {
    const find = (search: string | undefined) =>
      plansOf(database.db, executor =>
        userRepository.list(executor, { search, before: undefined, limit: 21 }),
      );
    await database.rows(
      `insert into users (id, name, email, age, password_hash)
       select gen_random_uuid(), md5(n::text), md5(n::text) || '@many.example', 30, ''
       from generate_series(1, 5000) as n`,
    );
    // Rows inserted lately wait beside the index until then.
    await database.rows('vacuum analyze users');
    expect((await find('lovelace'))[0]).toContain('users_search');
    expect((await find(undefined))[0]).toContain('users_pkey');
    await database.rows(`delete from users where email like '%@many.example'`);
  });

  it('is for administrators whose session stands: 401 and 403 for others', async () => {
    expect((await call(handler)).status).toBe(401);
    const ada = await createUser(database.db, { email: 'other@x.example' });
    expect(await call(handler, { as: ada })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    const former = await createUser(database.db, { role: 'admin', email: 'former@x.example' });
    await database.rows('update sessions set revoked_at = now() where user_id = $1', [former.userId]);
    expect((await call(handler, { as: former })).status).toBe(401);
  });

  it.each([
    ['/query/limit', { limit: '0' }],
    ['/query/limit', { limit: '101' }],
    ['/query/search', { search: 'ab' }],
    ['/query/search', { search: '   a   ' }],
    ['/query/search', { search: 'x'.repeat(201) }],
    ['/query/search', { search: 'nul\u0000' }],
    ['/query/cursor', { cursor: 'nonsense' }],
    ['/query/cursor', { cursor: encodeCursor({ name: 'Ada' }) }],
    ['/query/role', { role: 'admin' }],
  ])('refuses %s of %j with 400', async (pointer, query) => {
    expect(await call(handler, { as: admin, query })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
  });
});
