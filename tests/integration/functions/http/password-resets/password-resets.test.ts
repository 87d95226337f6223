import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler as complete } from '../../../../../functions/http/password-resets/complete.ts';
import { handler as request } from '../../../../../functions/http/password-resets/request.ts';
import { handler as signIn } from '../../../../../functions/http/sessions/sign-in.ts';
import { handler as emailHandler } from '../../../../../functions/queues/email.ts';
import { handler as highPriorityHandler } from '../../../../../functions/queues/high-priority.ts';
import { createResetRequestService } from '../../../../../lib/users/password-resets.service.ts';
import { emailRepository } from '../../../../../lib/emails/emails.repository.ts';
import { createEmailService } from '../../../../../lib/emails/emails.service.ts';
import { mintSecret } from '../../../../../lib/platform/auth/secret.ts';
import { problem } from '../../../../../lib/platform/http/problem.ts';
import { createEnqueueJobs } from '../../../../../lib/platform/jobs/enqueue.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { createConnection } from '../../../../support/builders.ts';
import { recordWakeUps } from '../../../../support/fakes.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useMails } from '../../../../support/use-mails.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mailsTo = useMails();

const NEW_PASSWORD = 'a better battery staple';

const ask = (email: unknown, options: HttpRequest = {}) =>
  call(request, { sourceIp: randomUUID(), body: { email }, ...options });
const setPassword = (token: unknown, newPassword: unknown = NEW_PASSWORD, options: HttpRequest = {}) =>
  call(complete, { sourceIp: randomUUID(), body: { token, newPassword }, ...options });
const send = () => queues.deliver('high-priority', highPriorityHandler);
const signsIn = async (email: string, password: string) =>
  (await call(signIn, { sourceIp: randomUUID(), body: { email, password } })).status === 201;

/** The token in the latest mail to an address. */
const tokenFor = async (email: string) => {
  await ask(email);
  await send();
  const [mail] = (await mailsTo(email)).filter(({ subject }) => subject === 'Set a new password');
  return /Token: ([\w-]{43})\b/.exec(mail?.text ?? '')?.[1] ?? '';
};
const invalid = { status: 422, body: { code: 'password_reset.invalid_token' } };

describe('POST /password-resets', () => {
  it('has a mail sent through the queue that waits for nothing, whatever the case of the address', async () => {
    const ada = await createAccount(database.db);
    expect(await ask(ada.email.toUpperCase())).toMatchObject({ status: 202, body: { data: {} } });
    await send();
    const [mail] = await mailsTo(ada.email);
    expect(mail?.subject).toBe('Set a new password');
    expect(mail?.text).toMatch(/Token: [\w-]{43}\b/);
  });

  it('answers the same for an address that nobody has', async () => {
    const ada = await createAccount(database.db);
    const unknown = `${randomUUID()}@strata.example`;
    const answers = [await ask(ada.email), await ask(unknown)];
    expect(answers[0]).toEqual(answers[1]);
    await send();
    expect(await mailsTo(unknown)).toEqual([]);
  });

  it('does the same for an address that nobody has, so that its time tells nothing', async () => {
    const ada = await createAccount(database.db);
    const seen = [];
    for (const email of [ada.email, `${randomUUID()}@strata.example`]) {
      const { db, names } = observe(database.db);
      const wakeUps = recordWakeUps();
      const service = createResetRequestService({
        db,
        emailService: createEmailService({ emails: emailRepository }),
        enqueueJobs: createEnqueueJobs({ wakeUps }),
      });
      expect((await service.request({ email })).isOk()).toBe(true);
      seen.push({ statements: names(), queues: wakeUps.sent.map(({ queue }) => queue) });
    }
    expect(seen[0]?.queues).toEqual(['high-priority']);
    expect(seen[0]).toEqual(seen[1]);
  });

  it('leaves no failed job behind for an address that nobody has', async () => {
    await ask(`${randomUUID()}@strata.example`);
    await send();
    expect(await database.value(`select count(*) from jobs where state in ('failed', 'retrying')`)).toBe(0);
  });

  it.each([
    ['/body/email', {}],
    ['/body/email', { email: 'ada' }],
    ['/body/email', { email: '' }],
    ['/body/name', { email: 'ada@strata.example', name: 'Ada' }],
  ])('refuses %s of %j with 400', async (pointer, body) => {
    expect(await call(request, { body })).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('takes JSON alone: 415 for anything else', async () => {
    expect((await call(request, { text: 'x' })).status).toBe(415);
  });

  it('fills nobody’s mailbox: 429 after 5 for one address, and after 20 from one place', async () => {
    const email = `${randomUUID()}@strata.example`;
    await countUses(database.db, 'password-reset', email, 4);
    expect((await ask(email.toUpperCase())).status).toBe(202);
    expect((await ask(email)).status).toBe(429);
    const sourceIp = randomUUID();
    await countUses(database.db, 'password-reset-address', sourceIp, 19);
    expect((await ask(`${randomUUID()}@strata.example`, { sourceIp })).status).toBe(202);
    expect((await ask(`${randomUUID()}@strata.example`, { sourceIp })).status).toBe(429);
  });
});

describe('POST /password-resets/complete', () => {
  it('sets the password, signs out everywhere, and tells the owner by mail', async () => {
    const ada = await createAccount(database.db);
    await createConnection(database.db, ada);
    expect(await setPassword(await tokenFor(ada.email))).toMatchObject({ status: 204, body: undefined });
    expect(await signsIn(ada.email, NEW_PASSWORD)).toBe(true);
    expect(await signsIn(ada.email, PASSWORD)).toBe(false);
    expect(
      await database.value('select revoked_at is not null from sessions where id = $1', [ada.sessionId]),
    ).toBe(true);
    expect(await database.value('select count(*) from connections where user_id = $1', [ada.userId])).toBe(0);
    await queues.deliver('email', emailHandler);
    expect((await mailsTo(ada.email)).map(({ subject }) => subject)).toContain('Your password was changed');
  });

  it('takes a token once, also of many uses at once', async () => {
    const ada = await createAccount(database.db);
    const token = await tokenFor(ada.email);
    const answers = await Promise.all(Array.from({ length: 4 }, () => setPassword(token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 422, 422, 422]);
    expect(await setPassword(token)).toMatchObject(invalid);
  });

  it('takes a token for 30 minutes', async () => {
    const ada = await createAccount(database.db);
    const [early, late] = [await tokenFor(ada.email), await tokenFor(ada.email)];
    const pass = (minutes: number) =>
      database.rows('update password_resets set expires_at = expires_at - make_interval(mins => $1)', [
        minutes,
      ]);
    await pass(31);
    expect(await setPassword(early)).toMatchObject(invalid);
    await pass(-2);
    expect((await setPassword(late)).status).toBe(204);
  });

  it('makes every other token of the account worthless', async () => {
    const ada = await createAccount(database.db);
    const [one, other] = [await tokenFor(ada.email), await tokenFor(ada.email)];
    await setPassword(other);
    expect(await setPassword(one)).toMatchObject(invalid);
  });

  it('answers the same to what never was a token', async () => {
    const ada = await createAccount(database.db);
    const used = await tokenFor(ada.email);
    await setPassword(used);
    const answers = [];
    for (const token of [used, mintSecret(), 'nonsense']) {
      const answer = await setPassword(token);
      answers.push({ ...answer, body: problem.omit({ requestId: true }).strip().parse(answer.body) });
    }
    expect(answers[0]).toMatchObject(invalid);
    expect(answers.slice(1)).toEqual([answers[0], answers[0]]);
  });

  it('keeps the token good when the new password may not be chosen', async () => {
    const ada = await createAccount(database.db);
    const token = await tokenFor(ada.email);
    expect(await setPassword(token, 'password123')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/body/newPassword', message: expect.stringContaining('common') }] },
    });
    expect((await setPassword(token)).status).toBe(204);
  });

  it.each([
    ['/body/token', undefined, NEW_PASSWORD],
    ['/body/token', '', NEW_PASSWORD],
    ['/body/token', 'x'.repeat(201), NEW_PASSWORD],
    ['/body/newPassword', 'x', 'too short'],
    ['/body/newPassword', 'x', 'x1y2'.repeat(51)],
  ])('refuses %s of %j and %j with 400', async (pointer, token, newPassword) => {
    const body = { token, newPassword };
    expect(await call(complete, { sourceIp: randomUUID(), body })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it('takes JSON alone: 415 for anything else', async () => {
    expect((await call(complete, { text: 'x' })).status).toBe(415);
  });

  it('lets nobody try out tokens: 429 after 20', async () => {
    const sourceIp = randomUUID();
    await countUses(database.db, 'password-reset-complete', sourceIp, 19);
    expect((await setPassword(mintSecret(), NEW_PASSWORD, { sourceIp })).status).toBe(422);
    expect((await setPassword(mintSecret(), NEW_PASSWORD, { sourceIp })).status).toBe(429);
  });
});
