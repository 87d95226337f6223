import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { handler as link } from '../../../../functions/http/identities/link.ts';
import { handler as completeReset } from '../../../../functions/http/password-resets/complete.ts';
import { handler as requestReset } from '../../../../functions/http/password-resets/request.ts';
import { handler as issueTicket } from '../../../../functions/http/realtime/issue-ticket.ts';
import { handler as signInExternally } from '../../../../functions/http/sessions/external.ts';
import { handler as refresh } from '../../../../functions/http/sessions/refresh.ts';
import { handler as signIn } from '../../../../functions/http/sessions/sign-in.ts';
import { handler as changePassword } from '../../../../functions/http/users/change-password.ts';
import { handler as erase } from '../../../../functions/http/users/erase.ts';
import { handler as register } from '../../../../functions/http/users/register.ts';
import { handler as updateUser } from '../../../../functions/http/users/update.ts';
import { handler as email } from '../../../../functions/queues/email.ts';
import { handler as highPriority } from '../../../../functions/queues/high-priority.ts';
import { createAccessTokenVerifier } from '../../../../lib/platform/auth/access-token.ts';
import type { Principal } from '../../../../lib/platform/auth/principal.ts';
import { queueNames } from '../../../../lib/platform/jobs/job.ts';
import { setEnvironment } from '../../../support/environment.ts';
import { useHttp, type HttpRequest } from '../../../support/http.ts';
import { AUDIENCE, startIssuer, type TestIssuer } from '../../../support/issuer.ts';
import { capturePrinted } from '../../../support/printed.ts';
import { signedInAnswer } from '../../../support/sessions.ts';
import { findTexts, textsIn } from '../../../support/traces.ts';
import { useDatabase } from '../../../support/use-database.ts';
import { useMails } from '../../../support/use-mails.ts';
import { useQueues } from '../../../support/use-queues.ts';

// Run before those below: the pool reports that its database is gone, and nobody needs to read it.
afterAll(() => {
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mailsTo = useMails();
const printed = capturePrinted();
let issuer: TestIssuer;

beforeAll(async () => {
  issuer = await startIssuer();
  setEnvironment({
    LOG_LEVEL: 'debug',
    REALTIME_ENDPOINT: 'http://127.0.0.1:9',
    PAYMENTS_PROVIDER: 'sandbox',
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: AUDIENCE,
    OIDC_JWKS_URL: issuer.jwksUrl,
  });
});
afterAll(() => issuer.stop());

const passwords = {
  'the first password': 'first of all: staples',
  'a wrong password': 'wrong of all: staples',
  'the second password': 'second of all: staples',
  'the third password': 'third of all: staples',
};
const address = `${randomUUID()}@strata.example`;
/** Every secret that came up, by what it is called. */
const secrets: Record<string, string> = { ...passwords };
const sent: string[] = [];

const send = async (handler: Parameters<typeof call>[0], request: HttpRequest, status: number) => {
  const answer = await call(handler, { sourceIp: randomUUID(), ...request });
  expect(answer.status).toBe(status);
  sent.push(...queueNames.flatMap(queue => queues.bodies(queue)));
  return answer.body;
};

/** Signs in, or goes on, and keeps the tokens that came of it. */
const tokensOf = async (what: string, body: unknown): Promise<{ refreshToken: string; as: Principal }> => {
  const { accessToken, refreshToken } = signedInAnswer.parse(body).data;
  secrets[`the access token of ${what}`] = accessToken;
  secrets[`the signature of ${what}`] = accessToken.split('.')[2] ?? '';
  for (const [index, part] of refreshToken.split('.').entries())
    secrets[`part ${index} of the refresh token of ${what}`] = part;
  const as = await createAccessTokenVerifier().verify(accessToken);
  if (as === undefined) throw new Error('the access token is not good');
  return { refreshToken, as };
};

/** Everything that takes or makes a secret, the ways that fail too. */
const exerciseAll = async (): Promise<void> => {
  const [first, wrong, second, third] = Object.values(passwords);
  const enter = (password: unknown) => ({ body: { email: address, password } });
  const headers = { 'idempotency-key': randomUUID() };
  const registration = { name: 'Ada', email: address, age: 30, password: first };
  await send(register, { body: registration, headers }, 201);
  await send(register, { body: registration, headers }, 201);
  await send(register, { body: { ...registration, password: wrong }, headers }, 422);
  await send(register, { body: { ...registration, age: 7 } }, 400);
  await send(signIn, enter(wrong), 401);
  await send(signIn, { text: JSON.stringify(enter(first).body) + '}' }, 415);

  const session = await tokensOf('signing in', await send(signIn, enter(first), 201));
  const { as } = session;
  const params = { userId: as.userId };
  const again = await send(refresh, { body: { refreshToken: session.refreshToken } }, 200);
  await tokensOf('refreshing', again);
  await send(refresh, { body: { refreshToken: `${session.refreshToken}x` } }, 401);
  const change = { email: address.toUpperCase(), currentPassword: first };
  await send(updateUser, { as, params, body: change, headers: { 'if-match': '*' } }, 200);
  await send(
    updateUser,
    { as, params, body: { ...change, currentPassword: wrong }, headers: { 'if-match': '*' } },
    403,
  );
  await send(changePassword, { as, params, body: { currentPassword: first, newPassword: second } }, 204);

  const ticket = (await send(issueTicket, { as }, 201)) as { data: { ticket: string } };
  secrets['the ticket'] = ticket.data.ticket;
  secrets['the token of another issuer'] = await issuer.sign();
  const token = secrets['the token of another issuer'];
  await send(link, { as, body: { token, currentPassword: second }, headers }, 201);
  await tokensOf('the other issuer', await send(signInExternally, { body: { token } }, 201));

  await send(requestReset, { body: { email: address } }, 202);
  await queues.deliver('high-priority', highPriority);
  const [mail] = await mailsTo(address.toUpperCase());
  const reset = /Token: ([\w-]{43})\b/.exec(mail?.text ?? '')?.[1] ?? '';
  secrets['the reset token'] = reset;
  expect(await findTexts(database.db, secrets)).toEqual([]);
  await send(completeReset, { body: { token: reset, newPassword: third } }, 204);
  await send(completeReset, { body: { token: reset, newPassword: third } }, 422);
  await queues.deliver('email', email);
  await send(erase, { as, params, body: { currentPassword: wrong } }, 403);
};

describe('passwords, tokens and other secrets', () => {
  it('lie in no table, in no message and in no log line, in whatever form', async () => {
    await exerciseAll();
    expect(Object.values(secrets).filter(secret => secret.length < 20)).toEqual([]);
    expect(Object.keys(secrets)).toHaveLength(19);
    expect(await findTexts(database.db, secrets)).toEqual([]);
    expect(sent.length).toBeGreaterThan(0);
    expect(textsIn(sent.join('\n'), secrets)).toEqual([]);
    // Every call was logged, with what went wrong.
    expect(printed.lines().length).toBeGreaterThan(20);
    expect(textsIn(printed.text(), secrets)).toEqual([]);
  });
});
