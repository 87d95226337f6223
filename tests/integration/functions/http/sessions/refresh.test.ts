import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler } from '../../../../../functions/http/sessions/refresh.ts';
import { handler as signInHandler } from '../../../../../functions/http/sessions/sign-in.ts';
import { createAccessTokenVerifier } from '../../../../../lib/platform/auth/access-token.ts';
import { mintSecret } from '../../../../../lib/platform/auth/secret.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { createConnection } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { signedInAnswer } from '../../../../support/sessions.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);

const signIn = async () => {
  const account = await createAccount(database.db);
  const body = { email: account.email, password: PASSWORD };
  const { data } = signedInAnswer.parse((await call(signInHandler, { sourceIp: randomUUID(), body })).body);
  const claims = await createAccessTokenVerifier().verify(data.accessToken);
  return { account, refreshToken: data.refreshToken, sessionId: claims?.sessionId };
};
const exchange = (refreshToken: string) => call(handler, { body: { refreshToken } });
const next = async (refreshToken: string) => {
  const answer = await exchange(refreshToken);
  expect(answer.status).toBe(200);
  return signedInAnswer.parse(answer.body).data.refreshToken;
};
const ended = { status: 401, body: { code: 'session.ended' } };
/** What the passing of time does to the last exchange. */
const pass = (seconds: number) =>
  database.rows('update sessions set rotated_at = rotated_at - make_interval(secs => $1)', [seconds]);
const isRevoked = (sessionId: string | undefined) =>
  database.value('select revoked_at is not null from sessions where id = $1', [sessionId]);

describe('POST /sessions/refresh', () => {
  it('gives fresh tokens of the same session, with the role of today', async () => {
    const { account, refreshToken, sessionId } = await signIn();
    await database.rows(`update users set role = 'admin' where id = $1`, [account.userId]);
    const answer = await exchange(refreshToken);
    const { data } = signedInAnswer.parse(answer.body);
    expect(answer.status).toBe(200);
    expect(data).toMatchObject({ expiresInSeconds: 300, user: { id: account.userId, role: 'admin' } });
    expect(data.refreshToken).not.toBe(refreshToken);
    expect(await createAccessTokenVerifier().verify(data.accessToken)).toEqual({
      userId: account.userId,
      sessionId,
      role: 'admin',
    });
  });

  it('goes on for as long as the session, and says when it was last used', async () => {
    const { refreshToken, sessionId } = await signIn();
    await database.rows(`update sessions set last_used_at = now() - interval '1 hour' where id = $1`, [
      sessionId,
    ]);
    let token = refreshToken;
    for (let count = 0; count < 5; count += 1) token = await next(token);
    expect(
      await database.value(`select last_used_at > now() - interval '1 minute' from sessions where id = $1`, [
        sessionId,
      ]),
    ).toBe(true);
    await database.rows('update sessions set expires_at = now() where id = $1', [sessionId]);
    expect(await exchange(token)).toMatchObject(ended);
    expect(await isRevoked(sessionId)).toBe(false);
  });

  it('makes up for an answer that got lost: the spent token is exchanged again within 10 s', async () => {
    const { refreshToken, sessionId } = await signIn();
    await next(refreshToken);
    await pass(9);
    const again = await next(refreshToken);
    await next(again);
    expect(await isRevoked(sessionId)).toBe(false);
  });

  it('gives every one of several exchanges at once a token that works', async () => {
    const { refreshToken } = await signIn();
    const tokens = await Promise.all(Array.from({ length: 4 }, () => next(refreshToken)));
    expect(new Set(tokens).size).toBe(4);
    await next(tokens[2] ?? '');
  });

  it('ends the session when a spent token comes back after the 10 s, with its connections', async () => {
    const { account, refreshToken, sessionId = '' } = await signIn();
    await createConnection(database.db, { ...account, sessionId });
    const successor = await next(refreshToken);
    await pass(11);
    expect(await exchange(refreshToken)).toMatchObject(ended);
    expect(await isRevoked(sessionId)).toBe(true);
    expect(await exchange(successor)).toMatchObject(ended);
    expect(await database.value('select count(*) from connections where session_id = $1', [sessionId])).toBe(
      0,
    );
  });

  it('ends the session when a spent token comes back after its successor was used, however soon', async () => {
    const { refreshToken, sessionId } = await signIn();
    const latest = await next(await next(refreshToken));
    expect(await exchange(refreshToken)).toMatchObject(ended);
    expect(await isRevoked(sessionId)).toBe(true);
    expect(await exchange(latest)).toMatchObject(ended);
  });

  it('ends the session when the other of two successors comes later: there are two holders', async () => {
    const { refreshToken, sessionId } = await signIn();
    const [mine, theirs] = [await next(refreshToken), await next(refreshToken)];
    await next(mine);
    await pass(11);
    expect(await exchange(theirs)).toMatchObject(ended);
    expect(await isRevoked(sessionId)).toBe(true);
  });

  it('ends the session when one token is exchanged more often than answers get lost', async () => {
    const { refreshToken, sessionId } = await signIn();
    const statuses: number[] = [];
    for (let count = 0; count < 12; count += 1) statuses.push((await exchange(refreshToken)).status);
    expect(statuses).toContain(401);
    expect(await isRevoked(sessionId)).toBe(true);
  });

  it('knows a token that was spent long ago for what it is', async () => {
    const { refreshToken, sessionId } = await signIn();
    let token = refreshToken;
    for (let count = 0; count < 30; count += 1) token = await next(token);
    await exchange(refreshToken);
    expect(await isRevoked(sessionId)).toBe(true);
  });

  it('leaves the other sessions of the user alone', async () => {
    const { account, refreshToken } = await signIn();
    await next(await next(refreshToken));
    await exchange(refreshToken);
    expect(await isRevoked(account.sessionId)).toBe(false);
  });

  it('answers the same to what never was a token, and ends nothing by it', async () => {
    const { refreshToken, sessionId } = await signIn();
    const [family = ''] = refreshToken.split('.');
    for (const token of ['nonsense', `${mintSecret()}.${mintSecret()}`, family, `${refreshToken}.x`])
      expect(await exchange(token)).toMatchObject(ended);
    expect(await isRevoked(sessionId)).toBe(false);
    await next(refreshToken);
  });

  it.each([
    ['/body/refreshToken', {}],
    ['/body/refreshToken', { refreshToken: '' }],
    ['/body/refreshToken', { refreshToken: 7 }],
    ['/body/refreshToken', { refreshToken: 'x'.repeat(201) }],
    ['/body/scope', { refreshToken: 'x', scope: 'all' }],
  ])('refuses %s of %j with 400', async (pointer, body) => {
    expect(await call(handler, { body })).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('takes JSON alone: 415 for anything else', async () => {
    expect((await call(handler, { text: 'x' })).status).toBe(415);
  });
});
