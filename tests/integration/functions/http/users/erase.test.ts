import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { handler as placeOrder } from '../../../../../functions/http/orders/place.ts';
import { handler as requestReset } from '../../../../../functions/http/password-resets/request.ts';
import { handler as issueTicket } from '../../../../../functions/http/realtime/issue-ticket.ts';
import { handler as createRoomHandler } from '../../../../../functions/http/rooms/create.ts';
import { handler as postMessage } from '../../../../../functions/http/rooms/post-message.ts';
import { handler as signIn } from '../../../../../functions/http/sessions/sign-in.ts';
import { handler as erase } from '../../../../../functions/http/users/erase.ts';
import { handler as getUser } from '../../../../../functions/http/users/get.ts';
import { handler as listUsers } from '../../../../../functions/http/users/list.ts';
import { handler as register } from '../../../../../functions/http/users/register.ts';
import { handler as updateUser } from '../../../../../functions/http/users/update.ts';
import { handler as highPriority } from '../../../../../functions/queues/high-priority.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { broadcastChunk } from '../../../../../lib/platform/realtime/broadcast.jobs.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { notificationSend } from '../../../../../lib/notifications/notifications.jobs.ts';
import { emailSend } from '../../../../../lib/emails/emails.jobs.ts';
import { createAccount, PASSWORD } from '../../../../support/accounts.ts';
import { createConnection, createProduct, createRoom, createUser } from '../../../../support/builders.ts';
import { useHttp, type HttpRequest } from '../../../../support/http.ts';
import { countUses } from '../../../../support/rate-limits.ts';
import { findReferences, findTexts } from '../../../../support/traces.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useMails } from '../../../../support/use-mails.ts';
import { useQueues } from '../../../../support/use-queues.ts';
import { setEnvironment } from '../../../../support/environment.ts';
import * as z from 'zod';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
useMails();
setEnvironment({ PAYMENTS_PROVIDER: 'sandbox', REALTIME_ENDPOINT: 'http://127.0.0.1:9' });

const eraseOwn = (caller: Principal, body: unknown = { currentPassword: PASSWORD }) =>
  call(erase, { as: caller, params: { userId: caller.userId }, body });
const exists = (userId: string) =>
  database.value('select exists (select from users where id = $1)', [userId]);
const made = z.object({ data: z.object({ id: z.string() }) });
const idempotent = () => ({ headers: { 'idempotency-key': randomUUID() } });

/** Leaves traces of a user wherever the application keeps any. */
const liveHere = async (texts: {
  readonly name: string;
  readonly email: string;
  readonly message: string;
  readonly told: string;
  readonly client: string;
  readonly subject: string;
}): Promise<Principal> => {
  const { name, email, message } = texts;
  const done = async (handler: Parameters<typeof call>[0], request: HttpRequest) => {
    const answer = await call(handler, { sourceIp: randomUUID(), ...request });
    expect([200, 201, 202]).toContain(answer.status);
    return made.safeParse(answer.body).data?.data.id ?? '';
  };
  const userId = await done(register, {
    body: { name, email, age: 30, password: PASSWORD },
    ...idempotent(),
  });
  await done(signIn, { body: { email, password: PASSWORD }, headers: { 'user-agent': texts.client } });
  const sessionId = String(
    await database.value('select id from sessions where user_id = $1 and family_hash is not null', [userId]),
  );
  const as: Principal = { userId, sessionId, role: 'user' };
  const productId = await createProduct(database.db);
  await done(placeOrder, {
    as,
    body: { items: [{ productId, quantity: 2 }], paymentToken: 'tok_success' },
    ...idempotent(),
  });
  const roomId = await done(createRoomHandler, {
    as,
    body: { name: 'Parcels', visibility: 'private' },
    ...idempotent(),
  });
  await done(postMessage, {
    as,
    params: { roomId },
    body: { content: message, clientMessageId: message },
    ...idempotent(),
  });
  await done(issueTicket, { as });
  await done(requestReset, { body: { email } });
  await queues.deliver('high-priority', highPriority);
  await done(updateUser, {
    as,
    params: { userId },
    body: { email, currentPassword: PASSWORD },
    headers: { 'if-match': '*' },
  });
  await createConnection(database.db, as);
  await countUses(database.db, 'sign-in', email.toLowerCase(), 3);
  await insertWhatOthersWrite(as, texts);
  return as;
};

/** What the application writes about a user elsewhere, or when something goes wrong. */
const insertWhatOthersWrite = async (
  { userId }: Principal,
  { email, message, told, subject }: Parameters<typeof liveHere>[0],
): Promise<void> => {
  await database.rows(
    `insert into notifications (id, user_id, type, message) values ($1, $2, 'order.shipped', $3)`,
    [uuidv7(), userId, told],
  );
  await database.rows(
    `insert into identities (id, user_id, issuer, subject) values ($1, $2, 'https://accounts.test', $3)`,
    [uuidv7(), userId, subject],
  );
  await database.rows(
    `insert into order_events (order_id, from_state, to_state, actor, detail)
     select id, 'pending', 'cancelled', $1::text, $2 from orders where user_id = $1::uuid`,
    [userId, told],
  );
  const emailId = String(
    await database.value(`select id from emails where user_id = $1 and template = 'welcome'`, [userId]),
  );
  const undelivered = newJob(emailSend, { emailId });
  const frame = JSON.stringify({ event: 'message.new', data: { userId, content: message } });
  await ledger.insert(database.db, [
    undelivered,
    newJob(notificationSend, { userId, type: 'told', message: told }),
    newJob(broadcastChunk, { audience: { everybody: true }, frame, except: null, after: '', until: null }),
  ]);
  await database.rows(
    `insert into job_attempts (job_id, attempt, outcome, reason) values ($1, 1, 'retry', $2)`,
    [undelivered.id, `550 no such mailbox <${email}>`],
  );
};

describe('DELETE /users/{userId}', () => {
  it('leaves no personal data in any table, and nothing that refers to the user', async () => {
    const unique = randomUUID();
    const texts = {
      name: `Ada O'Neill ${unique}`,
      email: `Ada.${unique}@Strata.example`,
      message: `what Ada said ${unique}`,
      told: `what Ada was told ${unique}`,
      client: `Ada's phone ${unique}`,
      subject: `ada-elsewhere-${unique}`,
    };
    const ada = await liveHere(texts);
    const before = await findTexts(database.db, texts);
    // The traces are there to be erased, in as many places as the application knows.
    for (const place of ['users.name', 'users.email', 'sessions.user_agent', 'messages.content'])
      expect(before.join()).toContain(place);
    for (const place of ['job_attempts.reason', 'job_payloads.payload', 'idempotency_keys.snapshot'])
      expect(before.join()).toContain(place);

    expect(await eraseOwn(ada)).toMatchObject({ status: 204, body: undefined });
    expect(await findTexts(database.db, texts)).toEqual([]);
    expect(await findReferences(database.db, 'users', ada.userId)).toEqual([]);
    expect(await findTexts(database.db, { id: ada.userId })).toEqual([
      // A grouping of jobs by a number that means nobody any more; it goes with them.
      'jobs.group_id: id',
    ]);
  });

  it('keeps the books: every order as it was, without a customer', async () => {
    const ada = await createAccount(database.db);
    const productId = await createProduct(database.db, { priceCents: 700 });
    const body = { items: [{ productId, quantity: 3 }], paymentToken: 'tok_success' };
    const placed = made.parse((await call(placeOrder, { as: ada, body })).body).data.id;
    const books = () =>
      database.rows(
        `select orders.id, state, total_cents, currency, orders.created_at, product_id, quantity, price_cents,
                (select count(*) from order_events where order_id = orders.id) as events
         from orders join order_items on order_id = orders.id where orders.id = $1`,
        [placed],
      );
    const kept = await books();
    await eraseOwn(ada);
    expect(await books()).toEqual(kept);
    const nobody = '00000000-0000-0000-0000-000000000000';
    expect(await database.value('select user_id from orders where id = $1', [placed])).toBe(nobody);
    expect(await database.value('select actor from order_events where order_id = $1', [placed])).toBe(nobody);
    const admin = await createUser(database.db, { role: 'admin' });
    expect((await call(getUser, { as: admin, params: { userId: nobody } })).status).toBe(404);
    expect((await call(erase, { as: admin, params: { userId: nobody }, body: {} })).status).toBe(404);
    expect(
      JSON.stringify((await call(listUsers, { as: admin, query: { limit: '100' } })).body),
    ).not.toContain(nobody);
  });

  it('keeps the messages of others, and the sequence of a room without a gap', async () => {
    const [ada, ben] = [await createAccount(database.db), await createUser(database.db)];
    const roomId = await createRoom(database.db, 'public', [ada, ben]);
    for (const [as, content] of [
      [ada, 'mine'],
      [ben, 'theirs'],
      [ada, 'mine too'],
    ] as const)
      await call(postMessage, { as, params: { roomId }, body: { content } });
    await eraseOwn(ada);
    expect(
      await database.rows('select seq, user_id, content from messages where room_id = $1 order by seq', [
        roomId,
      ]),
    ).toEqual([
      { seq: 1, user_id: null, content: '' },
      { seq: 2, user_id: ben.userId, content: 'theirs' },
      { seq: 3, user_id: null, content: '' },
    ]);
  });

  it('signs out everywhere, and frees the address', async () => {
    const ada = await createAccount(database.db);
    await eraseOwn(ada);
    const { email } = ada;
    const credentials = { sourceIp: randomUUID(), body: { email, password: PASSWORD } };
    expect((await call(signIn, credentials)).status).toBe(401);
    const body = { name: 'Ada', email, age: 30, password: PASSWORD };
    expect((await call(register, { sourceIp: randomUUID(), body })).status).toBe(201);
  });

  it('answers 401 to what a token of the erased user still asks for', async () => {
    const ada = await createAccount(database.db);
    const productId = await createProduct(database.db);
    await eraseOwn(ada);
    const body = { items: [{ productId, quantity: 1 }], paymentToken: 'tok_success' };
    expect(await call(placeOrder, { as: ada, body })).toMatchObject({
      status: 401,
      body: { code: 'auth.required' },
    });
    expect(await database.value('select stock from products where id = $1', [productId])).toBe(100);
    expect((await eraseOwn(ada)).status).toBe(404);
  });

  it('needs the current password of the owner: 403 without or with a wrong one, and nothing is erased', async () => {
    const ada = await createAccount(database.db);
    for (const body of [{}, { currentPassword: 'wrong' }])
      expect(await eraseOwn(ada, body)).toMatchObject({
        status: 403,
        body: { code: 'user.wrong_password' },
      });
    expect(await exists(ada.userId)).toBe(true);
  });

  it('is open to administrators for others without a password, as long as their session stands', async () => {
    const [ada, ben] = [await createAccount(database.db), await createAccount(database.db)];
    const admin = await createAccount(database.db, { role: 'admin' });
    const eraseOther = (userId: string) => call(erase, { as: admin, params: { userId }, body: {} });
    expect((await eraseOther(ada.userId)).status).toBe(204);
    expect((await eraseOther(ada.userId)).status).toBe(404);
    expect((await eraseOther(admin.userId)).status).toBe(403);
    await database.rows('update sessions set revoked_at = now() where user_id = $1', [admin.userId]);
    expect((await eraseOther(ben.userId)).status).toBe(404);
    expect(await exists(ben.userId)).toBe(true);
  });

  it('answers for the account of another as for none at all', async () => {
    const [ada, ben] = [await createAccount(database.db), await createAccount(database.db)];
    for (const userId of [ben.userId, uuidv7()])
      expect(
        await call(erase, { as: ada, params: { userId }, body: { currentPassword: PASSWORD } }),
      ).toMatchObject({ status: 404, body: { code: 'user.not_found' } });
    expect(await exists(ben.userId)).toBe(true);
  });

  it('erases once, however many ask at once', async () => {
    const ada = await createAccount(database.db);
    const answers = await Promise.all(Array.from({ length: 4 }, () => eraseOwn(ada)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404]);
  });

  it('is limited for each user, refuses what does not fit, and asks who is calling', async () => {
    const ada = await createAccount(database.db);
    const params = { userId: ada.userId };
    expect((await call(erase, { params, body: {} })).status).toBe(401);
    expect((await call(erase, { as: ada, params })).status).toBe(415);
    expect((await call(erase, { as: ada, params: { userId: 'me' }, body: {} })).status).toBe(400);
    expect(await eraseOwn(ada, { reason: 'none' })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/body/reason' }] },
    });
    await countUses(database.db, 'current-password', ada.userId, 29);
    expect((await eraseOwn(ada, { currentPassword: 'a guess' })).status).toBe(403);
    expect((await eraseOwn(ada)).status).toBe(429);
  });
});
