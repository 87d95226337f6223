import { beforeEach, describe, expect, it } from '@jest/globals';
import { err, ok } from 'neverthrow';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createEnqueue } from '../../../../../lib/platform/jobs/enqueue.ts';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { completed } from '../../../../../lib/platform/jobs/outcome.ts';
import type { WakeUpSender } from '../../../../../lib/platform/jobs/wake-up.ts';
import { endOf } from '../../../../support/end-of.ts';
import { recordWakeUps, type RecordedSender } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  enqueueAll,
  enqueueOne,
  performing,
  readJob,
  workerFor,
} from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const echo = defineTestJob({ queue: 'high-priority' });
let wakeUps: RecordedSender;

beforeEach(() => {
  wakeUps = recordWakeUps();
});

const enqueue = (options?: Parameters<typeof enqueueOne>[3], job = echo) =>
  enqueueOne(database.db, wakeUps, job, options).then(String);
const count = (id: string | null | undefined) =>
  database.value(
    'select (select count(*) from jobs where id = $1) + (select count(*) from job_payloads where job_id = $1)',
    [id],
  );

describe('a job enqueued in a transaction', () => {
  it('exists with its payload once that has committed, and its message is sent', async () => {
    const id = await enqueue();
    expect(await readJob(database.db, id)).toMatchObject({
      state: 'queued',
      attempt: 0,
      leased: false,
      finished: false,
      payload: { note: 'hello' },
    });
    expect(wakeUps.sent).toEqual([{ jobId: id, queue: 'high-priority', groupId: null, delaySeconds: 0 }]);
  });

  it.each(['returns Err', 'throws'])(
    'does not exist, and no message is sent, when the work %s',
    async how => {
      let id: string | null | undefined;
      const work = withTransaction(database.db, async tx => {
        id = await createEnqueue({ wakeUps })(tx, echo, { note: 'hello' });
        if (how === 'throws') throw new Error('a bug');
        return err('no');
      });
      await endOf(work);
      expect(await count(id)).toBe(0);
      expect(wakeUps.sent).toEqual([]);
    },
  );

  it('is there to be claimed by everybody before its message is sent', async () => {
    const seen: unknown[] = [];
    const looking: WakeUpSender = {
      send: async ([wakeUp]) => void seen.push(await count(wakeUp?.jobId)),
    };
    await enqueueOne(database.db, looking, echo);
    expect(seen).toEqual([2]);
  });

  it('has a dispatcher step in after a minute, should its message be lost', async () => {
    const { sendsIn, sends } = await readJob(database.db, await enqueue());
    expect(sendsIn).toBeGreaterThan(55);
    expect(sendsIn).toBeLessThanOrEqual(60);
    expect(sends).toBe(1);
  });

  it('shares its queue with those of other groups', async () => {
    await enqueue({ groupId: 'customer-1' });
    expect(wakeUps.sent).toMatchObject([{ groupId: 'customer-1' }]);
  });

  it('is refused when its payload is off its schema, and the transaction with it', async () => {
    const work = withTransaction(database.db, async tx =>
      ok(await createEnqueue({ wakeUps })(tx, echo, { note: 1 } as unknown as { note: string })),
    );
    await expect(work).rejects.toThrow(/expected string/);
    expect(wakeUps.sent).toEqual([]);
  });

  it('costs one statement, however many there are of them', async () => {
    const { db, names } = observe(database.db);
    const jobs = Array.from({ length: 25 }, () => newJob(echo, { note: 'hello' }));
    await enqueueAll(db, wakeUps, jobs);
    expect(names()).toEqual(['begin', 'jobs.insert', 'commit']);
    expect(wakeUps.sent).toHaveLength(25);
  });
});

describe('a job for later', () => {
  it('is sent at once with its delay while that is within fifteen minutes', async () => {
    const id = await enqueue({ delaySeconds: 900 });
    expect(wakeUps.sent).toMatchObject([{ jobId: id, delaySeconds: 900 }]);
    const { state, runsIn, sendsIn } = await readJob(database.db, id);
    expect(state).toBe('scheduled');
    expect(runsIn).toBeCloseTo(900, -1);
    // A minute after it was due.
    expect(sendsIn).toBeCloseTo(960, -1);
  });

  it('is left to the dispatcher, fifteen minutes ahead, when it is due later than that', async () => {
    const id = await enqueue({ delaySeconds: 7200 });
    expect(wakeUps.sent).toEqual([]);
    expect((await readJob(database.db, id)).sendsIn).toBeCloseTo(7200 - 900, -1);
  });

  it('may be given a time instead of a delay', async () => {
    const id = await enqueue({ runAt: new Date(Date.now() + 600_000) });
    expect(wakeUps.sent[0]?.delaySeconds).toBeGreaterThan(595);
    expect((await readJob(database.db, id)).runsIn).toBeCloseTo(600, -1);
  });

  it('is due at once when its time is past', async () => {
    const id = await enqueue({ runAt: new Date('2020-01-01T00:00:00Z') });
    expect(wakeUps.sent).toMatchObject([{ jobId: id, delaySeconds: 0 }]);
    expect((await readJob(database.db, id)).state).toBe('queued');
  });
});

describe('a unique key', () => {
  it('admits one live job of a name: the second is left out, with its message', async () => {
    const job = defineTestJob();
    const first = await enqueueOne(database.db, wakeUps, job, { uniqueKey: 'k' });
    expect(await enqueueOne(database.db, wakeUps, job, { uniqueKey: 'k' })).toBeNull();
    expect(wakeUps.sent.map(({ jobId }) => jobId)).toEqual([first]);
  });

  it('admits one of many that are enqueued at the same moment', async () => {
    const job = defineTestJob();
    const ids = await Promise.all(
      Array.from({ length: 20 }, () => enqueueOne(database.db, wakeUps, job, { uniqueKey: 'k' })),
    );
    expect(ids.filter(id => id !== null)).toHaveLength(1);
    expect(wakeUps.sent).toHaveLength(1);
  });

  it('is free again once the job has ended', async () => {
    const job = defineTestJob();
    const id = await enqueue({ uniqueKey: 'k' }, job);
    await workerFor(database.db, [performing(job, async () => completed())]).work([id]);
    expect(await enqueueOne(database.db, wakeUps, job, { uniqueKey: 'k' })).not.toBeNull();
  });

  it('of one name says nothing about another', async () => {
    await enqueue({ uniqueKey: 'k' }, defineTestJob());
    expect(await enqueueOne(database.db, wakeUps, defineTestJob(), { uniqueKey: 'k' })).not.toBeNull();
  });

  it('leaves out only the jobs that it concerns', async () => {
    const job = defineTestJob();
    const taken = newJob(job, { note: 'first' }, { uniqueKey: 'k' });
    await enqueueAll(database.db, wakeUps, [taken]);
    const free = newJob(job, { note: 'free' });
    const result = await enqueueAll(database.db, wakeUps, [
      newJob(job, { note: 'no' }, { uniqueKey: 'k' }),
      free,
    ]);
    expect(result).toEqual(ok([free.id]));
    expect(wakeUps.sent.map(({ jobId }) => jobId)).toEqual([taken.id, free.id]);
  });
});
