import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler } from '../../../../../functions/http/users/register.ts';
import { handler as emailHandler } from '../../../../../functions/queues/email.ts';
import { user } from '../../../../../lib/users/users.schema.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useMails } from '../../../../support/use-mails.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mailsTo = useMails();

const registration = () => ({
  name: ' Ada Lovelace ',
  email: `${randomUUID()}@strata.example`,
  age: 36,
  password: PASSWORD,
});
const answer = z.object({ data: user });

/** Each from an address of its own, so that no test uses up the limit of another. */
const register = (request: HttpRequest) => call(handler, { sourceIp: randomUUID(), ...request });
const accountsOf = (email: string) =>
  database.value('select count(*) from users where lower(email) = lower($1)', [email]);

describe('POST /users', () => {
  it('makes an account, says where it is and in which version, and has a welcome mail sent', async () => {
    const body = registration();
    const { status, headers, body: made } = await register({ body });
    const { data } = answer.parse(made);
    expect(status).toBe(201);
    expect(data).toMatchObject({
      name: 'Ada Lovelace',
      email: body.email,
      age: 36,
      role: 'user',
      version: 1,
    });
    expect(headers).toMatchObject({ location: `/users/${data.id}`, etag: '"1"' });
    expect(JSON.stringify(made)).not.toMatch(/password/i);
    await queues.deliver('email', emailHandler);
    expect(await mailsTo(body.email)).toMatchObject([{ subject: 'Welcome to Strata' }]);
  });

  it('stores a hash of the password with the parameters that OWASP recommends', async () => {
    const body = registration();
    await register({ body });
    const hash = await database.value('select password_hash from users where email = $1', [body.email]);
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]{22}\$[^$]{43}$/);
  });

  it.each([
    ['64 characters and more', 'p'.repeat(40) + 'assphrase '.repeat(16)],
    ['any script', 'пароль из слов'],
    ['emoji', '🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵'],
    ['spaces alone beside a word', '   word      '],
  ])('takes a password of %s', async (_what, password) => {
    expect((await register({ body: { ...registration(), password } })).status).toBe(201);
  });

  it('refuses an address that is taken, whatever its case, with 409', async () => {
    const { email } = await createAccount(database.db);
    const body = { ...registration(), email: email.toUpperCase() };
    expect(await register({ body })).toMatchObject({ status: 409, body: { code: 'user.email_taken' } });
    expect(await accountsOf(email)).toBe(1);
  });

  it('makes one account of many registrations of one address at once, and tells the others', async () => {
    const body = registration();
    const answers = await Promise.all(Array.from({ length: 5 }, () => register({ body })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    expect(await accountsOf(body.email)).toBe(1);
  });

  it.each([
    ['/body/name', { name: undefined }],
    ['/body/name', { name: '   ' }],
    ['/body/name', { name: 'x'.repeat(201) }],
    ['/body/name', { name: 'half a pair \ud800' }],
    ['/body/name', { name: 'two\nlines' }],
    ['/body/name', { name: 'two\u2028lines' }],
    ['/body/name', { name: 'a \u001b[31mcolour' }],
    ['/body/email', { email: undefined }],
    ['/body/email', { email: 'ada' }],
    ['/body/email', { email: `${'x'.repeat(310)}@strata.example` }],
    ['/body/age', { age: undefined }],
    ['/body/age', { age: 17 }],
    ['/body/age', { age: 151 }],
    ['/body/age', { age: 18.5 }],
    ['/body/age', { age: '36' }],
    ['/body/password', { password: undefined }],
    ['/body/password', { password: 'nine char' }],
    ['/body/password', { password: 'e\u0301'.repeat(9) }],
    ['/body/password', { password: 'x1y2'.repeat(51) }],
    ['/body/password', { password: 'Password123' }],
    ['/body/password', { password: 'aaaaaaaaaaaa' }],
    ['/body/password', { password: '9876543210' }],
    ['/body/password', { password: 'ADA LOVELACE' }],
    ['/body/role', { role: 'admin' }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const body = { ...registration(), ...fields };
    expect(await register({ body })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid', errors: [{ pointer }] },
    });
  });

  it('takes JSON alone: 415 for anything else, 400 for what is none, 413 for too much of it', async () => {
    const text = JSON.stringify(registration());
    const json = { 'content-type': 'application/json' };
    expect((await register({ text, headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await register({ text: `${text}}`, headers: json })).status).toBe(400);
    expect((await register({ text: JSON.stringify('x'.repeat(300_000)), headers: json })).status).toBe(413);
  });

  it('is limited by the address it comes from, whatever is sent', async () => {
    const sourceIp = randomUUID();
    const statuses = [];
    for (let count = 0; count < 31; count += 1)
      statuses.push((await register({ sourceIp, body: { ...registration(), age: 17 } })).status);
    // What does not fit its contract is refused before it is counted.
    expect(new Set(statuses)).toEqual(new Set([400]));
    const { email } = await createAccount(database.db);
    const taken = { ...registration(), email };
    await countUses(database.db, 'register', sourceIp, 29);
    expect((await register({ sourceIp, body: taken })).status).toBe(409);
    const refused = await register({ sourceIp, body: taken });
    expect(refused).toMatchObject({ status: 429, body: { code: 'request.rate_limited' } });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  });
});

describe('POST /users with an Idempotency-Key', () => {
  it('makes one account and sends one mail, however often and at once it is sent', async () => {
    const body = registration();
    const request = { body, headers: { 'idempotency-key': randomUUID() } };
    const answers = await Promise.all(Array.from({ length: 4 }, () => register(request)));
    answers.push(await register(request));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(made => JSON.stringify([made.body, made.headers['location']]))).size).toBe(1);
    expect(await accountsOf(body.email)).toBe(1);
    await queues.deliver('email', emailHandler);
    expect(await mailsTo(body.email)).toHaveLength(1);
  });

  it('never shows the account of another who sends the same key and data with another password: 422', async () => {
    const body = registration();
    const headers = { 'idempotency-key': randomUUID() };
    await register({ body, headers });
    const replay = await register({ body: { ...body, password: 'a guess of my own' }, headers });
    expect(replay).toMatchObject({ status: 422, body: { code: 'idempotency.key_reused' } });
    expect(JSON.stringify(replay)).not.toContain(body.email);
  });

  it('refuses a key that was used for another registration, with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await register({ body: registration(), headers });
    expect(await register({ body: registration(), headers })).toMatchObject({
      status: 422,
      body: { code: 'idempotency.key_reused' },
    });
  });

  it('may be sent again after a failure', async () => {
    const { email } = await createAccount(database.db);
    const request = { body: { ...registration(), email }, headers: { 'idempotency-key': randomUUID() } };
    expect((await register(request)).status).toBe(409);
    await database.rows('delete from users where email = $1', [email]);
    expect((await register(request)).status).toBe(201);
  });

  it('takes a key of 1 to 255 characters', async () => {
    for (const key of ['', 'x'.repeat(256)])
      expect(await register({ body: registration(), headers: { 'idempotency-key': key } })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/headers/idempotency-key' }] },
      });
  });
});
