import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/users/update.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createAccount, PASSWORD, type Account } from '../../../../support/accounts.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const update = (account: Account, body: unknown, request: HttpRequest = {}) =>
  call(handler, {
    as: account,
    params: { userId: account.userId },
    headers: { 'if-match': '"1"' },
    body,
    ...request,
  });
const freshAddress = () => `${randomUUID()}@strata.example`;

describe('PATCH /users/{userId}', () => {
  it('changes what is given and nothing else, and makes a new version', async () => {
    const ada = await createAccount(database.db);
    const { status, headers, body } = await update(ada, { name: ' Ada L. ' });
    expect(status).toBe(200);
    expect(headers['etag']).toBe('"2"');
    expect(body).toMatchObject({ data: { name: 'Ada L.', email: ada.email, age: 30, version: 2 } });
  });

  it('changes the address with the current password, and ends the resets that were mailed to the old one', async () => {
    const ada = await createAccount(database.db);
    await database.rows(
      `insert into password_resets (hash, user_id, expires_at) values ($1, $2, now() + interval '1 hour')`,
      [randomUUID(), ada.userId],
    );
    const email = freshAddress();
    expect(await update(ada, { email, currentPassword: PASSWORD })).toMatchObject({
      status: 200,
      body: { data: { email } },
    });
    expect(
      await database.value('select count(*) from password_resets where user_id = $1', [ada.userId]),
    ).toBe(0);
  });

  it('lets the case of the own address be changed', async () => {
    const ada = await createAccount(database.db);
    const email = ada.email.toUpperCase();
    expect((await update(ada, { email, currentPassword: PASSWORD })).status).toBe(200);
  });

  it('refuses a new address without the current password, with 400 or 403, and changes nothing', async () => {
    const ada = await createAccount(database.db);
    const email = freshAddress();
    expect(await update(ada, { name: 'Eve', email })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/body/currentPassword' }] },
    });
    expect(await update(ada, { name: 'Eve', email, currentPassword: 'wrong' })).toMatchObject({
      status: 403,
      body: { code: 'user.wrong_password' },
    });
    expect(await database.value('select name from users where id = $1', [ada.userId])).toBe('Ada');
  });

  it('refuses an address that another has, whatever its case, with 409', async () => {
    const [ada, ben] = [await createAccount(database.db), await createAccount(database.db)];
    const email = ben.email.toUpperCase();
    expect(await update(ada, { email, currentPassword: PASSWORD })).toMatchObject({
      status: 409,
      body: { code: 'user.email_taken' },
    });
  });

  it('lets one of two changes of the same version through, and answers 412 to the other', async () => {
    const ada = await createAccount(database.db);
    const answers = await Promise.all([update(ada, { age: 31 }), update(ada, { age: 32 })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await update(ada, { age: 33 })).toMatchObject({
      status: 412,
      body: { code: 'precondition.failed' },
    });
    const anyVersion = { headers: { 'if-match': '*' } };
    expect((await update(ada, { age: 34 }, anyVersion)).status).toBe(200);
  });

  it('must be told which version is changed: 428 without If-Match', async () => {
    const ada = await createAccount(database.db);
    expect(await update(ada, { age: 31 }, { headers: {} })).toMatchObject({
      status: 428,
      body: { code: 'precondition.required' },
    });
  });

  it('answers for the account of another as for none at all', async () => {
    const [ada, ben] = [await createAccount(database.db), await createAccount(database.db)];
    for (const userId of [ben.userId, uuidv7()])
      expect(await update(ada, { age: 31 }, { params: { userId } })).toMatchObject({
        status: 404,
        body: { code: 'user.not_found' },
      });
  });

  it('lets an administrator correct an account, but not take its address without its password', async () => {
    const ada = await createAccount(database.db);
    const admin = await createUser(database.db, { role: 'admin' });
    expect((await update(ada, { age: 40 }, { as: admin })).status).toBe(200);
    const change = { email: freshAddress(), currentPassword: 'of the administrator' };
    expect((await update(ada, change, { as: admin, headers: { 'if-match': '*' } })).status).toBe(403);
    await database.rows('update sessions set revoked_at = now() where user_id = $1', [admin.userId]);
    expect((await update(ada, { age: 41 }, { as: admin })).status).toBe(404);
  });

  it.each([
    ['/body', {}],
    ['/body', { currentPassword: PASSWORD }],
    ['/body/name', { name: '' }],
    ['/body/name', { name: null }],
    ['/body/age', { age: 17 }],
    ['/body/email', { email: 'ada', currentPassword: PASSWORD }],
    ['/body/role', { name: 'Ada', role: 'admin' }],
    ['/body/password', { name: 'Ada', password: 'another password' }],
    ['/body/version', { name: 'Ada', version: 7 }],
  ])('refuses %s of %j with 400', async (pointer, body) => {
    const ada = await createUser(database.db);
    const request = { as: ada, params: { userId: ada.userId }, headers: { 'if-match': '*' }, body };
    expect(await call(handler, request)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('asks who is calling with 401, and takes JSON alone', async () => {
    const ada = await createAccount(database.db);
    const params = { userId: ada.userId };
    expect((await call(handler, { params, body: { age: 31 } })).status).toBe(401);
    const text = { text: '{"age":31}', headers: { 'if-match': '*', 'content-type': 'text/plain' } };
    expect((await call(handler, { as: ada, params, ...text })).status).toBe(415);
  });

  it('lets nobody try out passwords with a stolen access token: 429 after 30', async () => {
    const ada = await createAccount(database.db);
    const guess = () => update(ada, { email: freshAddress(), currentPassword: 'a guess' });
    await countUses(database.db, 'current-password', ada.userId, 29);
    expect((await guess()).status).toBe(403);
    expect((await guess()).status).toBe(429);
  });
});
