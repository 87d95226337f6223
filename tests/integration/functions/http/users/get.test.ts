import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/users/get.ts';
import { problem } from '../../../../../lib/platform/http/problem.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

describe('GET /users/{userId}', () => {
  it('shows people their own account, with its version', async () => {
    const ada = await createUser(database.db, { name: 'Ada', email: 'ada@strata.example' });
    const { status, headers, body } = await call(handler, { as: ada, params: { userId: ada.userId } });
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"1"');
    expect(body).toEqual({
      data: {
        id: ada.userId,
        name: 'Ada',
        email: 'ada@strata.example',
        age: 30,
        role: 'user',
        version: 1,
        createdAt: expect.any(String),
      },
    });
  });

  it('answers 304 to who has this version already', async () => {
    const ada = await createUser(database.db);
    const request = { as: ada, params: { userId: ada.userId } };
    const known = await call(handler, { ...request, headers: { 'if-none-match': '"1"' } });
    expect(known).toMatchObject({ status: 304, body: undefined });
    expect((await call(handler, { ...request, headers: { 'if-none-match': '"2"' } })).status).toBe(200);
  });

  it('answers for the account of another as for none at all', async () => {
    const [ada, ben] = [await createUser(database.db), await createUser(database.db)];
    const answers = [];
    for (const userId of [ben.userId, uuidv7()]) {
      const { status, headers, body } = await call(handler, { as: ada, params: { userId } });
      answers.push({ status, headers, body: problem.omit({ requestId: true }).strip().parse(body) });
    }
    expect(answers[0]?.status).toBe(404);
    expect(answers[0]).toEqual(answers[1]);
  });

  it('shows any account to an administrator, until the role or the session is taken away', async () => {
    const ada = await createUser(database.db);
    for (const revoke of [
      `update users set role = 'user' where id = $1`,
      `update sessions set revoked_at = now() where user_id = $1`,
      `update sessions set expires_at = now() where user_id = $1`,
    ]) {
      const admin = await createUser(database.db, { role: 'admin' });
      const request = { as: admin, params: { userId: ada.userId } };
      expect((await call(handler, request)).status).toBe(200);
      await database.rows(revoke, [admin.userId]);
      expect((await call(handler, request)).status).toBe(404);
    }
  });

  it('refuses an id that is none with 400, and asks who is calling with 401', async () => {
    const ada = await createUser(database.db);
    expect(await call(handler, { as: ada, params: { userId: 'me' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/userId' }] },
    });
    expect((await call(handler, { params: { userId: ada.userId } })).status).toBe(401);
  });
});
