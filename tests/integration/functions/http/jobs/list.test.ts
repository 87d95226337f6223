import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { handler as list } from '../../../../../functions/http/jobs/list.ts';
import type { Principal } from '../../../../../lib/platform/auth/principal.ts';
import { uuidv7 } from '../../../../../lib/platform/ids/uuid.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import { completed, discard, type Outcome } from '../../../../../lib/platform/jobs/outcome.ts';
import { createUser } from '../../../../support/builders.ts';
import { useHttp } from '../../../../support/http.ts';
import { defineTestJob, insertJobs, performing, workerFor } from '../../../../support/jobs.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const { call } = useHttp(database);
const mail = defineTestJob({ queue: 'email', name: 'test.mail' });
const report = defineTestJob({ queue: 'reports', name: 'test.report' });
let admin: Principal;
/** Ids made a minute apart, so that their order is known. */
let minute: number;
const START = Date.parse('2026-11-22T10:00:00Z');

beforeAll(async () => {
  admin = await createUser(database.db, { role: 'admin' });
});
beforeEach(async () => {
  minute = 0;
  await database.rows('delete from jobs');
});

const insert = async (definition = mail, note = 'hello', options?: EnqueueOptions): Promise<string> => {
  const id = uuidv7(START + minute * 60_000);
  minute += 1;
  await insertJobs(database.db, [{ ...newJob(definition, { note }, options), id }]);
  return id;
};
const work = (id: string, outcome: Outcome) =>
  workerFor(
    database.db,
    [mail, report].map(job => performing(job, async () => outcome)),
  ).work([id]);
interface Found {
  readonly data: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}
const search = async (query: Readonly<Record<string, string>> = {}): Promise<Found> => {
  const { status, body } = await call(list, { as: admin, query });
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as Found;
};
const ids = async (query?: Readonly<Record<string, string>>) =>
  (await search(query)).data.map(({ id }) => id);

describe('the list of jobs', () => {
  it('is empty when there are none', async () => {
    expect(await search()).toEqual({ data: [], nextCursor: null });
  });

  it('shows what somebody who looks after jobs wants to know of each', async () => {
    const id = await insert(mail, 'hello', { uniqueKey: 'k', groupId: 'g' });
    await work(id, discard('no such mailbox'));
    expect((await search()).data).toEqual([
      {
        id,
        name: 'test.mail',
        queue: 'email',
        state: 'failed',
        attempt: 1,
        maxAttempts: 3,
        stalls: 0,
        progress: null,
        cancelRequested: false,
        waitingFor: 0,
        uniqueKey: 'k',
        groupId: 'g',
        createdAt: expect.any(String),
        runAt: expect.any(String),
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        lastReason: 'no such mailbox',
      },
    ]);
  });

  it('shows no time for a job that waits for another', async () => {
    const parent = await insert();
    const child = await insert(mail, 'child', { dependsOn: [parent] });
    expect((await search()).data[0]).toMatchObject({
      id: child,
      state: 'scheduled',
      waitingFor: 1,
      runAt: null,
    });
  });

  it('has the newest first, in pages that neither skip nor repeat while jobs come and change', async () => {
    const all: string[] = [];
    for (let index = 0; index < 7; index += 1) all.unshift(await insert(index % 2 === 0 ? mail : report));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await search({ limit: '2', ...(cursor !== null && { cursor }) });
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
      await insert(report);
      await work(String(all.at(-1)), completed());
    } while (cursor !== null);
    expect(seen).toEqual(all);
  });
});

describe('a search for jobs', () => {
  it('finds those of a queue, of a name, of a state or of several, and of all of these together', async () => {
    const [failedMail, waitingMail] = [await insert(), await insert()];
    const [doneReport, waitingReport] = [await insert(report), await insert(report)];
    await work(failedMail, discard('no'));
    await work(doneReport, completed());
    expect(await ids({ queue: 'email' })).toEqual([waitingMail, failedMail]);
    expect(await ids({ name: 'test.report' })).toEqual([waitingReport, doneReport]);
    expect(await ids({ state: 'queued' })).toEqual([waitingReport, waitingMail]);
    expect(await ids({ state: 'failed,completed' })).toEqual([doneReport, failedMail]);
    expect(await ids({ state: 'queued', queue: 'email', name: 'test.mail' })).toEqual([waitingMail]);
    expect(await ids({ queue: 'broadcast' })).toEqual([]);
    expect(await ids({ name: 'test' })).toEqual([]);
  });

  it('finds those created at a time or later, and those created before it', async () => {
    const all = [await insert(), await insert(report), await insert()];
    const [first, second, third] = all;
    const time = '2026-11-22T10:01:00Z';
    expect(await ids({ createdAfter: time })).toEqual([third, second]);
    expect(await ids({ createdBefore: time })).toEqual([first]);
    expect(
      await ids({ createdAfter: '2026-11-22T11:01:00+01:00', createdBefore: '2026-11-22T10:02:00Z' }),
    ).toEqual([second]);
    expect(await ids({ createdAfter: '0001-01-01T00:00:00Z' })).toEqual(all.toReversed());
    expect(await ids({ createdAfter: '9999-12-31T23:59:59Z' })).toEqual([]);
  });

  it('finds those whose payload has a field, page by page, whatever else is asked for', async () => {
    const wanted = [await insert(mail, 'this'), await insert(mail, 'this'), await insert(report, 'this')];
    await insert(mail, 'other');
    const payload = '{"note":"this"}';
    expect(await ids({ payload })).toEqual(wanted.toReversed());
    expect(await ids({ payload, queue: 'email' })).toEqual(wanted.slice(0, 2).toReversed());
    expect(await ids({ payload, createdAfter: '2026-11-22T10:02:00Z' })).toEqual(wanted.slice(2));
    const { data, nextCursor } = await search({ payload, limit: '2' });
    expect(data).toHaveLength(2);
    expect(await ids({ payload, limit: '2', cursor: String(nextCursor) })).toEqual(wanted.slice(0, 1));
    expect(await ids({ payload: '{"note":"this","more":1}' })).toEqual([]);
    expect(await ids({ payload: `{"note":"'; drop table jobs; --"}` })).toEqual([]);
  });
});
