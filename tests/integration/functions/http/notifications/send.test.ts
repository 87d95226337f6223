import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { handler as cancel } from '../../../../../functions/http/notifications/cancel.ts';
import { handler as list } from '../../../../../functions/http/notifications/list.ts';
import { handler as send } from '../../../../../functions/http/notifications/send.ts';
import { accepted } from '../../../../../lib/notifications/notifications.schema.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { createErasedUser, createConnection, createUser } from '../../../../support/builders.ts';
import { recordPosts } from '../../../../support/fakes.ts';
import { useHttp } from '../../../../support/http.ts';
import { makeDue, readJob } from '../../../../support/jobs.ts';
import { sendDue } from '../../../../support/notifications.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
let admin: Principal;
let ada: Principal;

beforeEach(async () => {
  queues.empty();
  await database.rows('truncate users cascade');
  await database.rows('truncate jobs cascade');
  admin = await createUser(database.db, { role: 'admin' });
  ada = await createUser(database.db);
});

const sendTo = async (body: Record<string, unknown>) => {
  const answer = await call(send, { as: admin, body: { message: 'Closed on Monday', ...body } });
  expect(answer.status).toBe(202);
  return z.object({ data: accepted }).parse(answer.body).data;
};
const messagesOf = async (as: Principal) => {
  const { body } = await call(list, { as });
  return z
    .object({ data: z.array(z.object({ message: z.string() })) })
    .parse(body)
    .data.map(({ message }) => message);
};
const cancelled = (notificationId: string) => call(cancel, { as: admin, params: { notificationId } });
const secondsFromNow = (time: number | string) => (new Date(time).getTime() - Date.now()) / 1000;

describe('POST /notifications', () => {
  it('sends one user a notification now: it is in their list, and every device of theirs is told', async () => {
    const [phone, laptop, foreign] = [
      await createConnection(database.db, ada),
      await createConnection(database.db, ada),
      await createConnection(database.db, admin),
    ];
    const { id } = await sendTo({ to: { userId: ada.userId }, type: 'shop.closed' });
    expect(queues.bodies('high-priority')).toEqual([JSON.stringify({ jobId: id })]);
    const transport = recordPosts();
    await sendDue({ db: database.db, transport });
    expect(await messagesOf(ada)).toEqual(['Closed on Monday']);
    expect(await messagesOf(admin)).toEqual([]);
    for (const connection of [phone, laptop])
      expect(transport.to(connection)).toMatchObject([
        { event: 'notification', data: { type: 'shop.closed', message: 'Closed on Monday' } },
      ]);
    expect(transport.to(foreign)).toEqual([]);
  });

  it('sends everybody a notification of one id, and tells everybody who is connected once', async () => {
    const connections = [
      await createConnection(database.db, ada),
      await createConnection(database.db, admin),
    ];
    await sendTo({ to: 'all' });
    const transport = recordPosts();
    await sendDue({ db: database.db, transport });
    const rows = await database.rows('select user_id, id, type from notifications order by user_id');
    expect(rows.map(row => row['user_id'])).toEqual([admin.userId, ada.userId].sort());
    expect(new Set(rows.map(({ id, type }) => `${String(id)} ${String(type)}`)).size).toBe(1);
    for (const connection of connections)
      expect(transport.to(connection)).toMatchObject([
        { event: 'notification', data: { id: rows[0]?.['id'], type: 'system', message: 'Closed on Monday' } },
      ]);
  });

  it.each([
    ['1 minute', 1, 60, 120, 1],
    ['20 minutes', 20, 1200, 300, 0],
    ['3 days', 3 * 1440, 259_200, 258_300, 0],
  ])(
    'sends one after %s: not before, and its message is sent when SQS can hold it',
    async (_delay, delayMinutes, runsIn, sendsIn, messages) => {
      for (const to of [{ userId: ada.userId }, 'all']) {
        queues.empty();
        const { id, sendAt } = await sendTo({ to, delayMinutes });
        expect(secondsFromNow(sendAt)).toBeCloseTo(runsIn, -1);
        const job = await readJob(database.db, id);
        expect(job.state).toBe('scheduled');
        expect(job.runsIn).toBeCloseTo(runsIn, -1);
        expect(job.sendsIn).toBeCloseTo(sendsIn, -1);
        expect(queues.bodies('high-priority')).toHaveLength(messages);
        for (const until of queues.delays('high-priority'))
          expect(secondsFromNow(until)).toBeCloseTo(runsIn, -1);

        await sendDue({ db: database.db });
        expect(await messagesOf(ada)).toEqual([]);
        await makeDue(database.db, id);
        await sendDue({ db: database.db });
        expect(await messagesOf(ada)).toEqual(['Closed on Monday']);
        await database.rows('truncate notifications');
      }
    },
  );

  it('is read as new when it comes, whenever it was written', async () => {
    const { id } = await sendTo({ to: { userId: ada.userId }, message: 'Written first', delayMinutes: 5 });
    await sendTo({ to: { userId: ada.userId }, message: 'Sent first' });
    await sendDue({ db: database.db });
    await makeDue(database.db, id);
    await sendDue({ db: database.db });
    expect(await messagesOf(ada)).toEqual(['Written first', 'Sent first']);
  });

  it('sends once for one Idempotency-Key, and refuses another text with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const body = { to: 'all', message: 'Once' };
    const answers = [
      await call(send, { as: admin, body, headers }),
      await call(send, { as: admin, body, headers }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    expect(await database.value('select count(*) from jobs')).toBe(1);
    const other = { ...body, message: 'Twice' };
    expect((await call(send, { as: admin, body: other, headers })).status).toBe(422);
  });

  it('answers 404 for a user who does not exist, or stands for those who were erased, and sends nothing', async () => {
    for (const userId of [uuidv7(), await createErasedUser(database.db)])
      expect(await call(send, { as: admin, body: { to: { userId }, message: 'Hello' } })).toMatchObject({
        status: 404,
        body: { code: 'user.not_found' },
      });
    expect(await database.value('select count(*) from jobs')).toBe(0);
  });

  it('sends nothing to a user who is gone by then', async () => {
    const { id } = await sendTo({ to: { userId: ada.userId } });
    await database.rows('delete from users where id = $1', [ada.userId]);
    await sendDue({ db: database.db });
    expect((await readJob(database.db, id)).state).toBe('failed');
  });

  it.each([
    ['/body/to', { to: undefined }],
    ['/body/to', { to: 'everybody' }],
    ['/body/to', { to: { userId: 'ada' } }],
    ['/body/message', { message: undefined }],
    ['/body/message', { message: ' ' }],
    ['/body/message', { message: 'x'.repeat(1001) }],
    ['/body/message', { message: '\u0000' }],
    ['/body/type', { type: 'Very New' }],
    ['/body/type', { type: 'x'.repeat(51) }],
    ['/body/delayMinutes', { delayMinutes: -1 }],
    ['/body/delayMinutes', { delayMinutes: 0.5 }],
    ['/body/delayMinutes', { delayMinutes: 525_601 }],
    ['/body/sendAt', { sendAt: '2026-12-24T00:00:00Z' }],
  ])('refuses %s of %j with 400', async (pointer, fields) => {
    const answer = await call(send, { as: admin, body: { to: 'all', message: 'Hello', ...fields } });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: expect.stringMatching(new RegExp(`^${pointer}`)) }],
    });
  });

  it('takes JSON alone: 415 for anything else', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await call(send, { as: admin, text: 'Hello', headers })).status).toBe(415);
  });
});

describe('DELETE /notifications/scheduled/{notificationId}', () => {
  it.each([1, 20, 3 * 1440])(
    'takes back one that is due in %i minutes: nobody ever gets it',
    async delayMinutes => {
      for (const to of [{ userId: ada.userId }, 'all']) {
        const { id } = await sendTo({ to, delayMinutes });
        expect(await cancelled(id)).toMatchObject({ status: 204, body: undefined });
        expect((await cancelled(id)).status).toBe(204);
        expect(await readJob(database.db, id)).toMatchObject({
          state: 'cancelled',
          sendsIn: null,
          finished: true,
        });
        await makeDue(database.db, id);
        await sendDue({ db: database.db });
      }
      expect(await database.value('select count(*) from notifications')).toBe(0);
    },
  );

  it('comes too late for one that has been sent, with 409', async () => {
    for (const to of [{ userId: ada.userId }, 'all']) {
      const { id } = await sendTo({ to });
      await sendDue({ db: database.db });
      expect(await cancelled(id)).toMatchObject({ status: 409, body: { code: 'notification.already_sent' } });
    }
    expect(await messagesOf(ada)).toHaveLength(2);
  });

  it('answers 404 for what is no notification, whatever else it is', async () => {
    const { id } = await sendTo({ to: { userId: ada.userId } });
    await database.rows(`update jobs set name = 'order.pay' where id = $1`, [id]);
    for (const unknown of [id, uuidv7()])
      expect(await cancelled(unknown)).toMatchObject({
        status: 404,
        body: { code: 'notification.not_found' },
      });
    expect((await readJob(database.db, id)).state).toBe('queued');
  });

  it('refuses an id that is none, with 400', async () => {
    expect(await cancelled('1')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/path/notificationId' }] },
    });
  });
});

describe.each([
  ['send', send],
  ['cancel', cancel],
])('the route to %s', (_name, handler) => {
  const request = () => ({ params: { notificationId: uuidv7() }, body: { to: 'all', message: 'Hello' } });

  it('asks who is calling with 401, and refuses who is no administrator with 403', async () => {
    expect((await call(handler, request())).status).toBe(401);
    expect(await call(handler, { as: ada, ...request() })).toMatchObject({
      status: 403,
      body: { code: 'auth.forbidden' },
    });
    expect(await database.value('select count(*) from jobs')).toBe(0);
  });

  it('refuses an administrator whose session was revoked, with 401', async () => {
    await database.rows('update sessions set revoked_at = now() where id = $1', [admin.sessionId]);
    expect((await call(handler, { as: admin, ...request() })).status).toBe(401);
  });
});
