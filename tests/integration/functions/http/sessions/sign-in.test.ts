import { argon2Sync, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler as getUser } from '../../../../../functions/http/users/get.ts';
import { handler } from '../../../../../functions/http/sessions/sign-in.ts';
import { createAccessTokenVerifier } from '../../../../../lib/platform/auth/access-token.ts';
import { hashPassword } from '../../../../../lib/platform/auth/password.ts';
import { problem } from '../../../../../lib/platform/http/problem.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { signedInAnswer } from '../../../../support/sessions.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const signIn = (body: unknown, request: HttpRequest = {}) =>
  call(handler, { sourceIp: randomUUID(), body, ...request });

describe('POST /sessions', () => {
  it('gives an access token of five minutes, a refresh token and who has signed in', async () => {
    const ada = await createAccount(database.db, { role: 'admin' });
    const answer = await signIn({ email: ada.email, password: PASSWORD });
    const { data } = signedInAnswer.parse(answer.body);
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(data).toMatchObject({
      tokenType: 'Bearer',
      expiresInSeconds: 300,
      user: { id: ada.userId, name: 'Ada', role: 'admin' },
    });
    const claims = await createAccessTokenVerifier().verify(data.accessToken);
    expect(claims).toMatchObject({ userId: ada.userId, role: 'admin' });
    const authorization = `Bearer ${data.accessToken}`;
    const own = { params: { userId: ada.userId }, headers: { authorization } };
    expect((await call(getUser, own)).status).toBe(200);
  });

  it('takes the address whatever its case, and the password however its letters are composed', async () => {
    const ada = await createAccount(database.db, { passwordHash: await hashPassword('caf\u00e9 au lait') });
    const body = { email: ada.email.toUpperCase(), password: 'cafe\u0301 au lait' };
    expect((await signIn(body)).status).toBe(201);
  });

  it('keeps of the refresh token only hashes, and what the client calls itself', async () => {
    const ada = await createAccount(database.db);
    const answer = await signIn(
      { email: ada.email, password: PASSWORD },
      { headers: { 'user-agent': 'Strata/1.0 '.repeat(60) } },
    );
    const { refreshToken } = signedInAnswer.parse(answer.body).data;
    const [row] = await database.rows(
      'select * from sessions where user_id = $1 and family_hash is not null',
      [ada.userId],
    );
    for (const secret of refreshToken.split('.')) expect(JSON.stringify(row)).not.toContain(secret);
    expect(String(row?.['user_agent'])).toHaveLength(300);
  });

  it('answers the same for an unknown address and for a wrong password', async () => {
    const ada = await createAccount(database.db);
    const answers = [];
    for (const body of [
      { email: ada.email, password: 'wrong password' },
      { email: `${randomUUID()}@strata.example`, password: PASSWORD },
    ]) {
      const answer = await signIn(body);
      answers.push({ ...answer, body: problem.omit({ requestId: true }).strip().parse(answer.body) });
    }
    expect(answers[0]).toMatchObject({ status: 401, body: { code: 'session.wrong_credentials' } });
    expect(answers[0]).toEqual(answers[1]);
  });

  it('takes as long for an unknown address as for a wrong password', async () => {
    const ada = await createAccount(database.db);
    const quickest = { known: Infinity, unknown: Infinity };
    for (let round = 0; round < 6; round += 1)
      for (const [which, email] of [
        ['known', ada.email],
        ['unknown', `${randomUUID()}@strata.example`],
      ] as const) {
        const startedAt = performance.now();
        await signIn({ email, password: 'wrong password' });
        quickest[which] = Math.min(quickest[which], performance.now() - startedAt);
      }
    // Without a hash to compare with, it would take a tenth.
    expect(quickest.unknown / quickest.known).toBeGreaterThan(0.5);
    expect(quickest.unknown / quickest.known).toBeLessThan(2);
  });

  it('hashes a password anew that was hashed with other parameters, without signing anybody out', async () => {
    const salt = Buffer.alloc(16, 7);
    const parameters = { memory: 8_192, passes: 1, parallelism: 1, tagLength: 32, nonce: salt };
    const hash = argon2Sync('argon2id', { ...parameters, message: Buffer.from(PASSWORD) });
    const [saltText, hashText] = [salt, hash].map(bytes => bytes.toString('base64').replaceAll('=', ''));
    const passwordHash = `$argon2id$v=19$m=8192,t=1,p=1$${saltText ?? ''}$${hashText ?? ''}`;
    const ada = await createAccount(database.db, { passwordHash });
    const body = { email: ada.email, password: PASSWORD };
    expect((await signIn(body)).status).toBe(201);
    const renewed = await database.value('select password_hash from users where id = $1', [ada.userId]);
    expect(renewed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect((await signIn(body)).status).toBe(201);
    expect(await database.value('select password_hash from users where id = $1', [ada.userId])).toBe(renewed);
    expect(
      await database.value('select count(*) from sessions where user_id = $1 and revoked_at is null', [
        ada.userId,
      ]),
    ).toBe(3);
  });

  it.each([
    ['/body/email', { email: undefined }],
    ['/body/email', { email: '' }],
    ['/body/email', { email: 7 }],
    ['/body/email', { email: 'x'.repeat(321) }],
    ['/body/email', { email: 'ada\u0000@strata.example' }],
    ['/body/password', { password: undefined }],
    ['/body/password', { password: '' }],
    ['/body/password', { password: 'x'.repeat(201) }],
    ['/body/remember', { remember: true }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const body = { email: 'ada@strata.example', password: PASSWORD, ...fields };
    expect(await signIn(body)).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('takes JSON alone: 415 for anything else', async () => {
    expect((await signIn(undefined, { text: 'email=ada' })).status).toBe(415);
  });
});

describe('the limits of signing in', () => {
  it('lets nobody try out passwords of one address, from wherever: 429 after 10', async () => {
    const ada = await createAccount(database.db);
    await countUses(database.db, 'sign-in', ada.email, 9);
    expect((await signIn({ email: ada.email.toUpperCase(), password: 'a guess' })).status).toBe(401);
    const refused = await signIn({ email: ada.email, password: PASSWORD });
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.rate_limited' } });
    expect(refused.headers).toMatchObject({
      'ratelimit-policy': '"sign-in-address";q=300;w=300, "sign-in";q=10;w=900',
      'retry-after': expect.stringMatching(/^\d+$/),
    });
  });

  it('counts an unknown address like any other', async () => {
    const email = `${randomUUID()}@strata.example`;
    await countUses(database.db, 'sign-in', email, 9);
    expect((await signIn({ email, password: 'a guess' })).status).toBe(401);
    expect((await signIn({ email, password: 'a guess' })).status).toBe(429);
  });

  it('starts the count anew for who has signed in', async () => {
    const ada = await createAccount(database.db);
    for (let round = 0; round < 2; round += 1) {
      await countUses(database.db, 'sign-in', ada.email, 9);
      expect((await signIn({ email: ada.email, password: PASSWORD })).status).toBe(201);
    }
    expect((await signIn({ email: ada.email, password: 'mistyped' })).status).toBe(401);
  });

  it('lets nobody try out one password with many addresses from one place: 429 after 300', async () => {
    const sourceIp = randomUUID();
    await countUses(database.db, 'sign-in-address', sourceIp, 299);
    const tryOut = () => signIn({ email: `${randomUUID()}@strata.example`, password: 'x' }, { sourceIp });
    expect((await tryOut()).status).toBe(401);
    expect((await tryOut()).status).toBe(429);
  });
});
