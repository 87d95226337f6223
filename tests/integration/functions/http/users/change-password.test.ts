import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler as signIn } from '../../../../../functions/http/sessions/sign-in.ts';
import { handler } from '../../../../../functions/http/users/change-password.ts';
import { handler as emailHandler } from '../../../../../functions/queues/email.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createAccount, PASSWORD, type Account } from '../../../../support/accounts.ts';
import { createConnection, createUser } from '../../../../support/builders.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useMails } from '../../../../support/use-mails.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mailsTo = useMails();

const NEW_PASSWORD = 'a better battery staple';
const change = (account: Account, body: unknown, request: HttpRequest = {}) =>
  call(handler, { as: account, params: { userId: account.userId }, body, ...request });
const passwords = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
const signsIn = async ({ email }: Account, password: string) =>
  (await call(signIn, { sourceIp: randomUUID(), body: { email, password } })).status === 201;
const openSessions = async (userId: string) =>
  (await database.rows('select id from sessions where user_id = $1 and revoked_at is null', [userId])).map(
    ({ id }) => id,
  );

describe('POST /users/{userId}/password', () => {
  it('changes the password, and tells the owner by mail', async () => {
    const ada = await createAccount(database.db);
    expect(await change(ada, passwords)).toMatchObject({ status: 204, body: undefined });
    expect(await signsIn(ada, NEW_PASSWORD)).toBe(true);
    expect(await signsIn(ada, PASSWORD)).toBe(false);
    await queues.deliver('email', emailHandler);
    expect(await mailsTo(ada.email)).toMatchObject([{ subject: 'Your password was changed' }]);
  });

  it('ends the other sessions with their connections, and keeps the one that asks', async () => {
    const ada = await createAccount(database.db);
    const other = uuidv7();
    await database.rows(
      `insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')`,
      [other, ada.userId],
    );
    const kept = await createConnection(database.db, ada);
    await createConnection(database.db, { ...ada, sessionId: other });
    await change(ada, passwords);
    expect(await openSessions(ada.userId)).toEqual([ada.sessionId]);
    expect(await database.value('select id from connections where user_id = $1', [ada.userId])).toBe(kept);
  });

  it('ends the resets under way', async () => {
    const ada = await createAccount(database.db);
    await database.rows(
      `insert into password_resets (hash, user_id, expires_at) values ($1, $2, now() + interval '1 hour')`,
      [randomUUID(), ada.userId],
    );
    await change(ada, passwords);
    expect(
      await database.value('select count(*) from password_resets where user_id = $1', [ada.userId]),
    ).toBe(0);
  });

  it('refuses a wrong current password with 403, and changes nothing', async () => {
    const ada = await createAccount(database.db);
    expect(await change(ada, { ...passwords, currentPassword: 'wrong' })).toMatchObject({
      status: 403,
      body: { code: 'user.wrong_password' },
    });
    expect(await signsIn(ada, PASSWORD)).toBe(true);
  });

  it('lets one of two changes at once through', async () => {
    const ada = await createAccount(database.db);
    const answers = await Promise.all(
      ['first', 'second'].map(which => change(ada, { ...passwords, newPassword: `the ${which} of the two` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 403]);
  });

  it('is for the owner alone: 404 for others, administrators too', async () => {
    const ada = await createAccount(database.db);
    for (const as of [await createUser(database.db), await createUser(database.db, { role: 'admin' })])
      expect(await change(ada, passwords, { as })).toMatchObject({
        status: 404,
        body: { code: 'user.not_found' },
      });
    expect((await call(handler, { params: { userId: ada.userId }, body: passwords })).status).toBe(401);
  });

  it.each([
    ['/body/newPassword', { newPassword: 'too short' }],
    ['/body/newPassword', { newPassword: 'passwordpassword' }],
    ['/body/newPassword', { newPassword: 'abababababab' }],
    ['/body/newPassword', { newPassword: 'Ada Lovelace' }],
    ['/body/newPassword', { newPassword: 'x1y2'.repeat(51) }],
    ['/body/newPassword', { newPassword: undefined }],
    ['/body/currentPassword', { currentPassword: undefined }],
    ['/body/email', { email: 'ada@strata.example' }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const ada = await createAccount(database.db, { name: 'Ada Lovelace' });
    expect(await change(ada, { ...passwords, ...fields })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
  });

  it('is limited for each user: 429 after 30', async () => {
    const ada = await createAccount(database.db);
    await countUses(database.db, 'current-password', ada.userId, 29);
    const guess = { ...passwords, currentPassword: 'a guess' };
    expect((await change(ada, guess)).status).toBe(403);
    expect((await change(ada, guess)).status).toBe(429);
  });
});
