import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as listDeadLetters } from '../../../../../functions/http/jobs/list-dead-letters.ts';
import { handler as listQueues } from '../../../../../functions/http/jobs/list-queues.ts';
import { handler as pauseQueue } from '../../../../../functions/http/jobs/pause-queue.ts';
import { handler as redriveQueue } from '../../../../../functions/http/jobs/redrive-queue.ts';
import { handler as resumeQueue } from '../../../../../functions/http/jobs/resume-queue.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { queueNames } from '../../../../../lib/platform/jobs/job.ts';
import { completed, discard } from '../../../../../lib/platform/jobs/outcome.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { defineTestJob, insertJob, insertMany, performing, workerFor } from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mail = defineTestJob({ queue: 'email' });
let admin: Principal;

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  queues.empty();
  await database.rows('delete from jobs');
  await database.rows('delete from paused_queues');
});

type Handler = Parameters<typeof call>[0];
const send = async (handler: Handler, more: { body?: object; query?: Record<string, string> } = {}) => {
  const { status, body } = await call(handler, { as: admin, params: { queue: 'email' }, ...more });
  expect({ status, body }).toMatchObject({ status: 200 });
  return (body as { readonly data: unknown }).data;
};
const overview = async () => {
  const { status, body } = await call(listQueues, { as: admin });
  expect({ status, body }).toMatchObject({ status: 200, body: { nextCursor: null } });
  return (body as { readonly data: readonly Record<string, unknown>[] }).data;
};
const email = async () => (await overview()).find(({ queue }) => queue === 'email');
const work = (ids: readonly string[], outcome = completed()) =>
  workerFor(database.db, [performing(mail, async () => outcome)]).work(ids);
const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);
const messageOf = (jobId: string) => JSON.stringify({ jobId });

describe('GET /queues', () => {
  it('shows every queue, also those that hold nothing', async () => {
    const none = { scheduled: 0, queued: 0, active: 0, retrying: 0, completed: 0, failed: 0, cancelled: 0 };
    expect(await overview()).toEqual(
      queueNames.map(queue => ({ queue, pausedAt: null, jobs: none, oldestWaitSeconds: 0, deadLetters: 0 })),
    );
  });

  it('counts jobs by state, tells how long the oldest due one has waited, and how many dead letters there are', async () => {
    const [done = '', failed = '', waiting = ''] = await insertMany(database.db, mail, 4);
    await insertJob(database.db, mail, { delaySeconds: 3600 });
    await work([done]);
    await work([failed], discard('no'));
    await database.rows(`update jobs set run_at = now() - interval '90 seconds' where id = $1`, [waiting]);
    await queues.bury('email', 'x');
    expect(await email()).toEqual({
      queue: 'email',
      pausedAt: null,
      jobs: { scheduled: 1, queued: 2, active: 0, retrying: 0, completed: 1, failed: 1, cancelled: 0 },
      oldestWaitSeconds: expect.closeTo(90, 0),
      deadLetters: 1,
    });
  });
});

describe('POST /queues/{queue}/pause and resume', () => {
  it('hold a queue and let it go on, and the overview tells since when', async () => {
    const id = await insertJob(database.db, mail);
    const paused = await send(pauseQueue);
    expect(paused).toEqual({ queue: 'email', pausedAt: expect.any(String) });
    expect(await send(pauseQueue)).toEqual(paused);
    expect(await email()).toMatchObject(paused as object);
    await work([id]);
    expect(await stateOf(id)).toBe('queued');

    expect(await send(resumeQueue)).toEqual({ queue: 'email', wasPaused: true, woken: 1, complete: true });
    expect(await email()).toMatchObject({ pausedAt: null });
    expect(queues.bodies('email')).toEqual([messageOf(id)]);
    await work([id]);
    expect(await stateOf(id)).toBe('completed');
  });

  it('resuming sends every job that was put off, however many, one message each', async () => {
    const ids = await insertMany(database.db, mail, 2100);
    await send(pauseQueue);
    await database.rows(`update jobs set send_after = 'infinity', sends = 0`);
    expect(await send(resumeQueue)).toMatchObject({ woken: 2100, complete: true });
    expect([...queues.bodies('email')].sort()).toEqual(ids.map(messageOf).sort());
  });

  it('resuming a queue that is not paused says so', async () => {
    expect(await send(resumeQueue)).toEqual({ queue: 'email', wasPaused: false, woken: 0, complete: true });
  });
});

describe('GET /queues/{queue}/dead-letters', () => {
  it('shows the messages with the jobs they name, and leaves them where they are', async () => {
    const id = await insertJob(database.db, mail);
    await queues.bury('email', messageOf(id));
    await queues.bury('email', messageOf(randomUUID()));
    await queues.bury('email', `not ours ${'x'.repeat(2000)}`);
    for (let round = 0; round < 2; round += 1) {
      const letters = (await send(listDeadLetters)) as readonly { readonly body: string }[];
      const sorted = [...letters].sort((one, other) => one.body.length - other.body.length);
      expect(sorted).toEqual([
        expect.objectContaining({ messageId: expect.any(String), sentAt: expect.any(String) }),
        expect.objectContaining({ job: null }),
        expect.objectContaining({ job: null, body: expect.stringMatching(/^not ours x+$/) }),
      ]);
      expect(letters.map(letter => letter)).toContainEqual(
        expect.objectContaining({ job: { id, name: mail.name, state: 'queued' } }),
      );
      expect(sorted[2]?.body).toHaveLength(1000);
    }
    expect(queues.deadLetters('email')).toHaveLength(3);
  });

  it('shows as many as are asked for, more than SQS gives at once too', async () => {
    for (let index = 0; index < 25; index += 1) await queues.bury('email', `message ${index}`);
    const bodiesOf = async (limit: string) =>
      ((await send(listDeadLetters, { query: { limit } })) as { readonly body: string }[]).map(
        ({ body }) => body,
      );
    expect(await bodiesOf('3')).toHaveLength(3);
    expect(new Set(await bodiesOf('100')).size).toBe(25);
  });

  it('is empty where there are none', async () => {
    expect(await send(listDeadLetters)).toEqual([]);
  });
});

describe('POST /queues/{queue}/redrive', () => {
  it('wakes the jobs that wait, removes their messages, and leaves those that are not ours', async () => {
    const waiting = await insertMany(database.db, mail, 12);
    const [done = ''] = await insertMany(database.db, mail, 1);
    const later = await insertJob(database.db, mail, { delaySeconds: 7200 });
    await work([done]);
    for (const id of [...waiting, done, later, randomUUID()]) await queues.bury('email', messageOf(id));
    await queues.bury('email', 'not ours');
    expect(await send(redriveQueue, { body: {} })).toEqual({
      woken: 12,
      obsolete: 3,
      foreign: 1,
      complete: true,
    });
    expect([...queues.bodies('email')].sort()).toEqual(waiting.map(messageOf).sort());
    expect(queues.deadLetters('email')).toEqual(['not ours']);
    // What was left can be seen again at once.
    expect(await send(listDeadLetters)).toHaveLength(1);
    await work(waiting);
    expect(await stateOf(String(waiting[0]))).toBe('completed');
  });

  it('takes the messages that are meant, and no others', async () => {
    const [chosen = '', other = ''] = await insertMany(database.db, mail, 2);
    await queues.bury('email', messageOf(chosen));
    await queues.bury('email', messageOf(other));
    const letters = (await send(listDeadLetters)) as { readonly messageId: string; readonly body: string }[];
    const messageIds = letters
      .filter(({ body }) => body === messageOf(chosen))
      .map(({ messageId }) => messageId);
    expect(await send(redriveQueue, { body: { messageIds } })).toMatchObject({ woken: 1 });
    expect(queues.bodies('email')).toEqual([messageOf(chosen)]);
    expect(queues.deadLetters('email')).toEqual([messageOf(other)]);
  });

  it('discards what is not ours when it is asked to', async () => {
    await queues.bury('email', 'not ours');
    expect(await send(redriveQueue, { body: { foreign: 'discard' } })).toMatchObject({
      woken: 0,
      foreign: 1,
    });
    expect(queues.deadLetters('email')).toEqual([]);
  });

  it('may be repeated', async () => {
    const [id = ''] = await insertMany(database.db, mail, 1);
    await queues.bury('email', messageOf(id));
    await send(redriveQueue, { body: {} });
    expect(await send(redriveQueue, { body: {} })).toEqual({
      woken: 0,
      obsolete: 0,
      foreign: 0,
      complete: true,
    });
  });
});
