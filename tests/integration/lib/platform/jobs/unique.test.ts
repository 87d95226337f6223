import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  newJob,
  type EnqueueOptions,
  type JobDefinition,
  type UniqueMode,
} from '../../../../../lib/platform/jobs/job.ts';
import { completed, retry } from '../../../../../lib/platform/jobs/outcome.ts';
import { recordWakeUps, type RecordedSender } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  enqueueAll,
  insertJob,
  makeDue,
  performing,
  readJob,
  workerFor,
  type NotePayload,
} from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
let job: JobDefinition<NotePayload>;
let wakeUps: RecordedSender;

beforeEach(async () => {
  job = defineTestJob();
  wakeUps = recordWakeUps();
  await database.rows('delete from jobs');
});

/** Enqueues a job with the key `k`. @returns what the caller gets to know */
const enqueue = async (note: string, uniqueMode: UniqueMode, options: EnqueueOptions = {}) => {
  const one = newJob(job, { note }, { uniqueKey: 'k', uniqueMode, ...options });
  const ids = (await enqueueAll(database.db, wakeUps, [one]))._unsafeUnwrap();
  return { id: one.id, returned: ids[0] };
};
const count = () => database.value('select count(*) from jobs');
const work = (id: string, during: () => Promise<void> = async () => undefined, outcome = completed()) =>
  workerFor(
    database.db,
    [
      performing(job, async payload => {
        seen.push(payload.note);
        await during();
        return outcome;
      }),
    ],
    { wakeUps },
  ).work([id]);
let seen: string[] = [];
beforeEach(() => {
  seen = [];
});

describe('a job that replaces a waiting one', () => {
  it('gives that its payload, and leaves its time and its message as they are', async () => {
    const first = await enqueue('first', 'replace', { delaySeconds: 600 });
    const second = await enqueue('second', 'replace', { delaySeconds: 60 });
    expect([first.returned, second.returned, await count()]).toEqual([first.id, undefined, 1]);
    const { payload, runsIn } = await readJob(database.db, first.id);
    expect(payload).toEqual({ note: 'second' });
    expect(runsIn).toBeCloseTo(600, -1);
    expect(wakeUps.sent.map(({ jobId }) => jobId)).toEqual([first.id]);
  });

  it('gives it to one that waits for its next attempt, too', async () => {
    const { id } = await enqueue('first', 'replace');
    await work(id, undefined, retry('no luck'));
    await enqueue('second', 'replace');
    await makeDue(database.db, id);
    await work(id);
    expect(seen).toEqual(['first', 'second']);
  });

  it('is the first when there is none', async () => {
    const { id, returned } = await enqueue('first', 'replace');
    expect(returned).toBe(id);
    expect((await readJob(database.db, id)).payload).toEqual({ note: 'first' });
  });
});

describe('a job that debounces', () => {
  it('puts the waiting one off and gives it its payload: a burst is one job, after the burst', async () => {
    const first = await enqueue('first', 'debounce', { delaySeconds: 60 });
    await enqueue('second', 'debounce', { delaySeconds: 120 });
    const third = await enqueue('third', 'debounce', { delaySeconds: 300 });
    expect([third.returned, await count()]).toEqual([first.id, 1]);
    const { payload, runsIn, sendsIn } = await readJob(database.db, first.id);
    expect(payload).toEqual({ note: 'third' });
    expect(runsIn).toBeCloseTo(300, -1);
    expect(sendsIn).toBeCloseTo(360, -1);
    expect(wakeUps.of(first.id).map(({ delaySeconds }) => delaySeconds)).toEqual([60, 120, 300]);
  });

  it('is not performed by the messages of its earlier times', async () => {
    const { id } = await enqueue('first', 'debounce');
    await enqueue('second', 'debounce', { delaySeconds: 60 });
    await work(id);
    expect(seen).toEqual([]);
    await makeDue(database.db, id);
    await work(id);
    expect(seen).toEqual(['second']);
  });

  it('is one job, however many are enqueued at the same moment', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) => enqueue(String(index), 'debounce', { delaySeconds: 60 })),
    );
    expect(await count()).toBe(1);
    expect(new Set(all.map(({ returned }) => returned)).size).toBe(1);
  });

  it('never puts off one that waits for another job', async () => {
    const parent = await insertJob(database.db, defineTestJob());
    const { id } = await enqueue('first', 'debounce', { dependsOn: [parent] });
    await enqueue('second', 'debounce', { delaySeconds: 60 });
    expect(await database.rows(`select run_at = 'infinity' as waits from jobs where id = $1`, [id])).toEqual([
      { waits: true },
    ]);
  });
});

describe('a job whose key one at work holds', () => {
  it.each(['drop', 'replace', 'debounce'] as const)('is dropped: %s', async mode => {
    const { id } = await enqueue('first', 'drop');
    let returned: string | undefined = 'something';
    await work(id, async () => {
      ({ returned } = await enqueue('second', mode, { delaySeconds: 60 }));
    });
    expect([returned, await count()]).toEqual([undefined, 1]);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'completed', payload: { note: 'first' } });
  });
});

describe('jobs of one key in one call', () => {
  it.each(['drop', 'replace', 'debounce'] as const)('are one: the last (%s)', async uniqueMode => {
    const jobs = ['first', 'second', 'third'].map(note =>
      newJob(job, { note }, { uniqueKey: 'k', uniqueMode }),
    );
    const { db, names } = observe(database.db);
    const ids = (await enqueueAll(db, wakeUps, jobs))._unsafeUnwrap();
    expect([ids, await count()]).toEqual([[jobs[2]?.id], 1]);
    expect((await readJob(database.db, String(ids[0]))).payload).toEqual({ note: 'third' });
    expect(names()).toHaveLength(3);
  });

  it('leave others in the call alone', async () => {
    await enqueue('live', 'drop');
    const jobs = [
      newJob(job, { note: 'replacing' }, { uniqueKey: 'k', uniqueMode: 'replace' }),
      newJob(job, { note: 'other key' }, { uniqueKey: 'other', uniqueMode: 'debounce' }),
      newJob(job, { note: 'no key' }),
    ];
    const ids = (await enqueueAll(database.db, wakeUps, jobs))._unsafeUnwrap();
    expect([...ids].sort()).toEqual([jobs[1]?.id, jobs[2]?.id].sort());
    const notes = await database.rows(`select payload ->> 'note' as note from job_payloads order by 1`);
    expect(notes.map(({ note }) => note)).toEqual(['no key', 'other key', 'replacing']);
  });
});
