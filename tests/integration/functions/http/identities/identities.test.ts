import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import * as z from 'zod';
import { handler as link } from '../../../../../functions/http/identities/link.ts';
import { handler as list } from '../../../../../functions/http/identities/list.ts';
import { handler as unlink } from '../../../../../functions/http/identities/unlink.ts';
import { handler as signIn } from '../../../../../functions/http/sessions/external.ts';
import { handler as getUser } from '../../../../../functions/http/users/get.ts';
import { identity } from '../../../../../lib/identities/identities.schema.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createAccount, PASSWORD, type Account } from '../../../../support/accounts.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../../../support/issuer.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { signedInAnswer } from '../../../../support/sessions.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

let issuer: TestIssuer;
let ada: Account;

beforeAll(async () => {
  issuer = await startIssuer();
  setEnvironment({
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_JWKS_URL: issuer.jwksUrl,
    OIDC_JWKS: '',
  });
});
afterAll(() => issuer.stop());
beforeEach(async () => {
  await database.rows('truncate identities');
  ada = await createAccount(database.db);
});

const one = z.object({ data: identity });
const page = z.object({ data: z.array(identity), nextCursor: z.string().nullable() });

const linkTo = async (account: Account, token: string, request: HttpRequest = {}) =>
  call(link, { as: account, body: { token, currentPassword: PASSWORD }, ...request });
const enter = (token: unknown, request: HttpRequest = {}) =>
  call(signIn, { sourceIp: randomUUID(), body: { token }, ...request });
const invalid = { status: 422, body: { code: 'identity.invalid_token' } };

describe('POST /identities', () => {
  it('links an account elsewhere, which then signs its user in with a session like any other', async () => {
    const answer = await linkTo(ada, await issuer.sign({ email: 'somebody@else.example' }));
    expect(answer).toMatchObject({
      status: 201,
      body: { data: { issuer: issuer.issuer, subject: 'ada-elsewhere' } },
    });
    const entered = await enter(await issuer.sign(), { headers: { 'user-agent': 'Laptop' } });
    const { data } = signedInAnswer.parse(entered.body);
    expect(entered.status).toBe(201);
    expect(data.user.id).toBe(ada.userId);
    const headers = { authorization: `Bearer ${data.accessToken}` };
    expect((await call(getUser, { params: { userId: ada.userId }, headers })).status).toBe(200);
    expect(
      await database.value(`select count(*) from sessions where user_agent = 'Laptop' and user_id = $1`, [
        ada.userId,
      ]),
    ).toBe(1);
  });

  it('needs the password too: a stolen access token opens no second door', async () => {
    const body = { token: await issuer.sign(), currentPassword: 'wrong' };
    expect(await call(link, { as: ada, body })).toMatchObject({
      status: 403,
      body: { code: 'user.wrong_password' },
    });
    expect(await database.value('select count(*) from identities')).toBe(0);
  });

  it('links nothing that its issuer does not vouch for', async () => {
    expect(await linkTo(ada, await issuer.sign({}, { key: 'foreign' }))).toMatchObject(invalid);
    expect(await database.value('select count(*) from identities')).toBe(0);
  });

  it('links an account elsewhere to one account here, also of two at once', async () => {
    const ben = await createAccount(database.db);
    const token = await issuer.sign();
    const answers = await Promise.all([linkTo(ada, token), linkTo(ben, token)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await linkTo(ben, token)).toMatchObject({ status: 409, body: { code: 'identity.taken' } });
  });

  it('links once for one Idempotency-Key, however often it is sent, and refuses another token with it', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const token = await issuer.sign();
    const answers = [await linkTo(ada, token, { headers }), await linkTo(ada, token, { headers })];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect((await linkTo(ada, await issuer.sign({ sub: 'other' }), { headers })).status).toBe(422);
  });

  it.each([
    ['/body/token', { token: undefined }],
    ['/body/token', { token: 'x'.repeat(8001) }],
    ['/body/currentPassword', { currentPassword: undefined }],
    ['/body/userId', { userId: uuidv7() }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const body = { token: 'x', currentPassword: PASSWORD, ...fields };
    expect(await call(link, { as: ada, body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it('asks who is calling with 401, takes JSON alone, and is limited for each user', async () => {
    const body = { token: await issuer.sign(), currentPassword: 'a guess' };
    expect((await call(link, { body })).status).toBe(401);
    expect((await call(link, { as: ada, text: 'x' })).status).toBe(415);
    await countUses(database.db, 'current-password', ada.userId, 29);
    expect((await call(link, { as: ada, body })).status).toBe(403);
    expect((await call(link, { as: ada, body })).status).toBe(429);
  });
});

describe('POST /sessions/external', () => {
  it('makes no account and finds none by its address: who has not linked is answered 401', async () => {
    const token = await issuer.sign({ sub: 'stranger', email: ada.email, email_verified: true });
    const accounts = await database.value('select count(*) from users');
    expect(await enter(token)).toMatchObject({ status: 401, body: { code: 'identity.not_linked' } });
    expect(await database.value('select count(*) from users')).toBe(accounts);
  });

  describe('refuses with 422', () => {
    const seconds = () => Math.floor(Date.now() / 1000);
    beforeEach(async () => {
      await linkTo(ada, await issuer.sign());
    });
    it.each([
      ['a token for others', () => issuer.sign({ aud: 'another-application' })],
      ['a token for nobody', () => issuer.sign({ aud: undefined })],
      ['a token of another issuer', () => issuer.sign({ iss: 'https://accounts.evil' })],
      ['a token that has expired', () => issuer.sign({ exp: seconds() - 60 })],
      ['a token that never expires', () => issuer.sign({ exp: undefined })],
      ['a token that is not good yet', () => issuer.sign({ nbf: seconds() + 600 })],
      ['a token of nobody', () => issuer.sign({ sub: undefined })],
      ['a token of a subject without a name', () => issuer.sign({ sub: '' })],
      ['a token signed by another key of the same name', () => issuer.sign({}, { key: 'foreign' })],
      ['a token signed by a key the issuer does not have', () => issuer.sign({}, { kid: 'unknown' })],
      ['what is no token', async () => 'nonsense'],
      [
        'a token that is not signed',
        async () => {
          const [, claims = ''] = (await issuer.sign()).split('.');
          const header = Buffer.from('{"alg":"none"}').toString('base64url');
          return `${header}.${claims}.`;
        },
      ],
      [
        'a token signed with a secret that everybody knows',
        () =>
          new SignJWT({ sub: 'ada-elsewhere' })
            .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
            .setIssuer(issuer.issuer)
            .setAudience(AUDIENCE)
            .setIssuedAt()
            .setExpirationTime('10m')
            .sign(Buffer.alloc(32)),
      ],
      [
        'a token that was tampered with',
        async () => {
          const [header = '', claims = '', signature = ''] = (await issuer.sign({ sub: 'other' })).split('.');
          const text = Buffer.from(claims, 'base64url').toString().replace('other', 'ada-elsewhere');
          return `${header}.${Buffer.from(text).toString('base64url')}.${signature}`;
        },
      ],
    ])('%s', async (_what, make) => {
      expect(await enter(await make())).toMatchObject(invalid);
    });
  });

  it('is refused with 400 and 415 for a body that does not fit', async () => {
    for (const body of [{}, { token: '' }, { token: 7 }])
      expect(await call(signIn, { body })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/body/token' }] },
      });
    expect((await call(signIn, { text: 'x' })).status).toBe(415);
  });

  it('is limited by the address it comes from, together with signing in by password', async () => {
    const sourceIp = randomUUID();
    await countUses(database.db, 'sign-in-address', sourceIp, 300);
    expect((await enter('nonsense', { sourceIp })).status).toBe(429);
  });
});

describe('GET /identities and DELETE /identities/{identityId}', () => {
  const linked = async (account: Account, sub: string) =>
    one.parse((await linkTo(account, await issuer.sign({ sub }))).body).data;

  it('list what one has linked, the latest first, page by page, and nothing of others', async () => {
    const ben = await createAccount(database.db);
    await linked(ben, 'ben');
    const now = Date.now();
    for (const [index, subject] of ['first', 'second', 'third'].entries())
      await database.rows('insert into identities (id, user_id, issuer, subject) values ($1, $2, $3, $4)', [
        uuidv7(now + index),
        ada.userId,
        issuer.issuer,
        subject,
      ]);
    const first = page.parse((await call(list, { as: ada, query: { limit: '2' } })).body);
    expect(first.data.map(({ subject }) => subject)).toEqual(['third', 'second']);
    const query = { limit: '2', cursor: first.nextCursor ?? '' };
    const second = page.parse((await call(list, { as: ada, query })).body);
    expect(second).toMatchObject({ data: [{ subject: 'first' }], nextCursor: null });
  });

  it('unlink: the account elsewhere signs nobody in any more', async () => {
    const { id } = await linked(ada, 'ada-elsewhere');
    expect(await call(unlink, { as: ada, params: { identityId: id } })).toMatchObject({
      status: 204,
      body: undefined,
    });
    expect((await enter(await issuer.sign())).status).toBe(401);
  });

  it('answer for the identity of another as for none at all', async () => {
    const { id } = await linked(await createAccount(database.db), 'ben');
    for (const identityId of [id, uuidv7()])
      expect(await call(unlink, { as: ada, params: { identityId } })).toMatchObject({
        status: 404,
        body: { code: 'identity.not_found' },
      });
    expect(await database.value('select count(*) from identities')).toBe(1);
  });

  it('refuse what does not fit with 400, and ask who is calling with 401', async () => {
    expect((await call(list, { as: ada, query: { cursor: 'nonsense' } })).status).toBe(400);
    expect((await call(unlink, { as: ada, params: { identityId: 'x' } })).status).toBe(400);
    expect((await call(list)).status).toBe(401);
    expect((await call(unlink, { params: { identityId: uuidv7() } })).status).toBe(401);
  });
});
