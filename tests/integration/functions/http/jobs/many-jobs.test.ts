import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as cancelAll } from '../../../../../functions/http/jobs/cancel-all.ts';
import { handler as retryAll } from '../../../../../functions/http/jobs/retry-all.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { defineTestJob, insertJobs, insertMany } from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';
import { useQueues } from '../../../../support/use-queues.ts';

const database = useDatabase();
const { call } = useHttp(database);
const queues = useQueues();
const mail = defineTestJob({ queue: 'email' });
const report = defineTestJob({ queue: 'reports' });
let admin: Principal;

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  queues.empty();
  await database.rows('delete from jobs');
});

const at = (time: string) => Date.parse(time);
interface Options extends EnqueueOptions {
  readonly note?: string;
  readonly createdAt?: string;
}
const insert = async (
  definition = mail,
  state = 'queued',
  { note = 'hello', createdAt, ...options }: Options = {},
) => {
  const job = newJob(definition, { note }, options);
  const id = createdAt === undefined ? job.id : uuidv7(at(createdAt));
  await insertJobs(database.db, [{ ...job, id }]);
  if (options.dependsOn === undefined)
    await database.rows(
      `update jobs set state = $2, attempt = 2,
              send_after = case when $2 in ('failed', 'cancelled', 'completed') then null else send_after end,
              finished_at = case when $2 in ('failed', 'cancelled', 'completed') then now() end,
              lease_token = case when $2 = 'active' then gen_random_uuid() end
       where id = $1`,
      [id, state],
    );
  return id;
};
const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);
const states = (ids: readonly string[]) => Promise.all(ids.map(stateOf));
const retry = (body: object) => call(retryAll, { as: admin, body });
const cancel = (body: object) => call(cancelAll, { as: admin, body });
const messages = () => [...queues.bodies('email'), ...queues.bodies('reports')];

describe('POST /jobs/retry', () => {
  it('retries the failed jobs that fit, and no others, and sends their messages', async () => {
    const [wanted, other] = [await insert(mail, 'failed'), await insert(report, 'failed')];
    const untouched = [
      await insert(mail, 'cancelled'),
      await insert(mail, 'completed'),
      await insert(mail, 'queued'),
    ];
    expect(await retry({ queue: 'email' })).toMatchObject({
      status: 200,
      body: { data: { retried: 1, keyTaken: 0, complete: true } },
    });
    expect(await states([wanted, other])).toEqual(['queued', 'failed']);
    expect(await states(untouched)).toEqual(['cancelled', 'completed', 'queued']);
    expect(messages()).toEqual([JSON.stringify({ jobId: wanted })]);
  });

  it('retries cancelled ones when they are asked for', async () => {
    const ids = [await insert(mail, 'failed'), await insert(mail, 'cancelled')];
    expect((await retry({ name: mail.name, state: ['cancelled'] })).body).toMatchObject({
      data: { retried: 1 },
    });
    expect(await states(ids)).toEqual(['failed', 'queued']);
  });

  const bodies: readonly (readonly [string, (ids: readonly string[]) => object, readonly boolean[]])[] = [
    ['a name', () => ({ name: report.name }), [false, false, true]],
    ['ids', ids => ({ ids: ids.slice(0, 2) }), [true, true, false]],
    ['ids of which some fit', ids => ({ ids, queue: 'reports' }), [false, false, true]],
    ['a field of the payload', () => ({ payload: { note: 'b' } }), [false, true, false]],
    ['ids and a field', ids => ({ ids, payload: { note: 'a' } }), [true, false, false]],
    ['a time', () => ({ createdAfter: '2026-11-22T10:01:00Z' }), [false, true, true]],
    [
      'a period',
      () => ({ createdAfter: '2026-11-22T10:01:00Z', createdBefore: '2026-11-22T10:02:00Z' }),
      [false, true, false],
    ],
    ['a state', () => ({ state: ['failed'] }), [true, true, true]],
  ];

  it.each(bodies)('takes %s', async (_what, body, expected) => {
    const ids = [
      await insert(mail, 'failed', { note: 'a', createdAt: '2026-11-22T10:00:00Z' }),
      await insert(mail, 'failed', { note: 'b', createdAt: '2026-11-22T10:01:00Z' }),
      await insert(report, 'failed', { note: 'c', createdAt: '2026-11-22T10:02:00Z' }),
    ];
    await retry(body(ids));
    expect(await states(ids)).toEqual(expected.map(wanted => (wanted ? 'queued' : 'failed')));
  });

  it('retries thousands, a thousand at a time, and sends each its message', async () => {
    const ids = await insertMany(database.db, mail, 2345);
    await database.rows(`update jobs set state = 'failed', send_after = null, finished_at = now()`);
    expect((await retry({ queue: 'email' })).body).toEqual({
      data: { retried: 2345, keyTaken: 0, complete: true },
    });
    expect([...messages()].sort()).toEqual(ids.map(jobId => JSON.stringify({ jobId })).sort());
  });

  it('counts those whose unique key is taken', async () => {
    const id = await insert(mail, 'failed', { uniqueKey: 'k' });
    await insert(mail, 'queued', { uniqueKey: 'k' });
    expect((await retry({ name: mail.name })).body).toEqual({
      data: { retried: 0, keyTaken: 1, complete: true },
    });
    expect(await stateOf(id)).toBe('failed');
  });

  it('may be repeated', async () => {
    await insert(mail, 'failed');
    await retry({ name: mail.name });
    expect((await retry({ name: mail.name })).body).toEqual({
      data: { retried: 0, keyTaken: 0, complete: true },
    });
  });
});

describe('POST /jobs/cancel', () => {
  it('cancels what waits, asks what is at work to stop, and leaves what has ended alone', async () => {
    const waiting = [
      await insert(mail, 'queued'),
      await insert(mail, 'retrying'),
      await insert(mail, 'scheduled'),
    ];
    const active = await insert(mail, 'active');
    const ended = [await insert(mail, 'failed'), await insert(mail, 'completed')];
    const other = await insert(report, 'queued');
    expect(await cancel({ queue: 'email' })).toMatchObject({
      status: 200,
      body: { data: { cancelled: 3, requested: 1, dependents: 0, complete: true } },
    });
    expect(await states(waiting)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await states([...ended, other, active])).toEqual(['failed', 'completed', 'queued', 'active']);
    expect(await database.value('select cancel_requested from jobs where id = $1', [active])).toBe(true);
  });

  it('takes the states that are meant', async () => {
    const ids = [await insert(mail, 'queued'), await insert(mail, 'scheduled'), await insert(mail, 'active')];
    expect((await cancel({ name: mail.name, state: ['scheduled'] })).body).toMatchObject({
      data: { cancelled: 1 },
    });
    expect(await states(ids)).toEqual(['queued', 'cancelled', 'active']);
  });

  it('cancels those that wait for a cancelled one, also when they do not fit themselves', async () => {
    const parent = await insert(mail, 'queued');
    const child = await insert(report, 'scheduled', { dependsOn: [parent] });
    expect((await cancel({ queue: 'email' })).body).toEqual({
      data: { cancelled: 1, requested: 0, dependents: 1, complete: true },
    });
    expect(await stateOf(child)).toBe('cancelled');
  });

  it('may be repeated', async () => {
    await insert(mail, 'queued');
    await cancel({ name: mail.name });
    expect((await cancel({ name: mail.name })).body).toEqual({
      data: { cancelled: 0, requested: 0, dependents: 0, complete: true },
    });
  });
});
