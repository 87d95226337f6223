import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ok } from 'neverthrow';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { jobCancelling } from '../../../../../lib/platform/jobs/cancel.ts';
import { jobRetrying } from '../../../../../lib/platform/jobs/retry.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import { completed, discard } from '../../../../../lib/platform/jobs/outcome.ts';
import { createGate } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  insertJob,
  insertMany,
  performing,
  readAttempts,
  readJob,
  workerFor,
} from '../../../../support/jobs.ts';
import { untilBlocked } from '../../../../support/locks.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const job = defineTestJob();

beforeEach(async () => {
  await database.rows('delete from jobs');
});

const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);
const states = (ids: readonly string[]) => Promise.all(ids.map(stateOf));
const one = (options?: EnqueueOptions, definition = job) => insertJob(database.db, definition, options);
const work = (...ids: readonly string[]) =>
  workerFor(database.db, [performing(job, async () => completed())]).work(ids);
const fail = (...ids: readonly string[]) =>
  workerFor(database.db, [performing(job, async () => discard('no use'))]).work(ids);
const cancel = async (...ids: readonly string[]) => {
  await jobCancelling.cancel(database.db, ids);
  await jobCancelling.cancelDependents(database.db);
};
const retry = (...ids: readonly string[]) => jobRetrying.retry(database.db, ids);

describe('a job that is retried', () => {
  it.each([
    ['failed', fail],
    ['cancelled', cancel],
  ])('after it %s is as good as new and due at once, with a message to send', async (_how, end) => {
    const id = await one({ groupId: 'g' });
    await database.rows(`update jobs set attempt = 2, stalls = 1, progress = 0.5, started_at = now()`);
    await end(id);
    await database.rows(`update jobs set cancel_requested = true`);
    const { wakeUps, ...counts } = await retry(id);
    expect(counts).toEqual({ retried: 1, keyTaken: 0 });
    expect(wakeUps).toEqual([{ jobId: id, queue: 'low-priority', groupId: 'g', delaySeconds: 0 }]);
    const { sendsIn, ...row } = await readJob(database.db, id);
    expect(row).toMatchObject({
      state: 'queued',
      attempt: 0,
      stalls: 0,
      sends: 1,
      leased: false,
      finished: false,
    });
    // The dispatcher steps in when the message is lost.
    expect(sendsIn).toBeCloseTo(60, 0);
    expect(await database.rows('select progress, cancel_requested, started_at from jobs')).toEqual([
      { progress: null, cancel_requested: false, started_at: null },
    ]);
    await work(id);
    expect(await stateOf(id)).toBe('completed');
  });

  it('keeps what is known of its earlier attempts', async () => {
    const id = await one();
    await fail(id);
    await retry(id);
    await fail(id);
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'discard', reason: 'no use' },
      { attempt: 1, outcome: 'discard', reason: 'no use' },
    ]);
  });

  it.each(['scheduled', 'queued', 'active', 'retrying', 'completed'])(
    'is not: a %s one is left alone',
    async state => {
      const id = await one();
      await database.rows(
        `update jobs set state = $1, attempt = 1, lease_token = case when $1 = 'active' then gen_random_uuid() end`,
        [state],
      );
      expect(await retry(id, randomUUID())).toEqual({ retried: 0, keyTaken: 0, wakeUps: [] });
      expect(await database.rows('select state, attempt from jobs')).toEqual([{ state, attempt: 1 }]);
    },
  );

  it('is retried once by many who want it', async () => {
    const ids = await insertMany(database.db, job, 20);
    await fail(...ids);
    const all = await Promise.all(Array.from({ length: 10 }, () => retry(...ids)));
    expect(all.reduce((sum, { retried }) => sum + retried, 0)).toBe(20);
    expect(all.flatMap(({ wakeUps }) => wakeUps)).toHaveLength(20);
  });

  it('costs two statements in one transaction, with a thousand others', async () => {
    const ids = await insertMany(database.db, job, 1000);
    await cancel(...ids);
    const { db, names } = observe(database.db);
    expect((await jobRetrying.retry(db, ids)).retried).toBe(1000);
    expect(names()).toEqual(['begin', 'jobs.lock_ended', 'jobs.retry', 'commit']);
  });
});

describe('a job with a unique key', () => {
  const unique = defineTestJob();
  const keyed = () => one({ uniqueKey: 'k' }, unique);

  it('is left alone and counted while a live job holds its key', async () => {
    const old = await keyed();
    await cancel(old);
    const live = await keyed();
    expect(await retry(old)).toEqual({ retried: 0, keyTaken: 1, wakeUps: [] });
    expect(await states([old, live])).toEqual(['cancelled', 'queued']);
    await cancel(live);
    expect(await retry(old)).toMatchObject({ retried: 1, keyTaken: 0 });
  });

  it('is the newest of those with its key that are retried together', async () => {
    const ids: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      ids.push(await keyed());
      await cancel(...ids);
    }
    const newest = [...ids].sort().at(-1);
    const { retried, keyTaken, wakeUps } = await retry(...ids);
    expect([retried, keyTaken, wakeUps.map(({ jobId }) => jobId)]).toEqual([1, 2, [newest]]);
  });

  it('does not keep the others from being retried when its key is taken in that very moment', async () => {
    const old = await keyed();
    const others = await insertMany(database.db, job, 3);
    await cancel(old, ...others);
    let taking: Promise<unknown> | undefined;
    const takeKey = async () => {
      const inserted = createGate();
      taking = withTransaction(database.db, async tx => {
        await ledger.insert(tx, [newJob(unique, { note: 'new' }, { uniqueKey: 'k' })]);
        inserted.open();
        await untilBlocked(database);
        return ok();
      });
      await inserted.passed;
    };
    const { db, names } = observe(database.db, async name => {
      if (name === 'jobs.retry' && taking === undefined) await takeKey();
    });
    expect(await jobRetrying.retry(db, [old, ...others])).toMatchObject({ retried: 3, keyTaken: 1 });
    await taking;
    expect(names().filter(name => name === 'jobs.retry')).toHaveLength(2);
    expect(await stateOf(old)).toBe('cancelled');
  });
});

describe('a job that waited for others when it was cancelled', () => {
  it('waits for them again', async () => {
    const parent = await one();
    const child = await one({ dependsOn: [parent] });
    await cancel(child);
    expect(await retry(child)).toEqual({ retried: 1, keyTaken: 0, wakeUps: [] });
    expect(await stateOf(child)).toBe('scheduled');
    await work(child);
    expect(await stateOf(child)).toBe('scheduled');
    await work(parent);
    expect(await stateOf(child)).toBe('queued');
  });

  it('does not wait for what has completed meanwhile', async () => {
    const parents = await insertMany(database.db, job, 2);
    const [first = '', second = ''] = parents;
    const child = await one({ dependsOn: parents });
    await cancel(child);
    await work(first);
    await retry(child);
    expect(await database.value('select waiting_for from jobs where id = $1', [child])).toBe(1);
    await work(second);
    expect(await stateOf(child)).toBe('queued');
  });

  it('runs in its turn when the whole chain is retried together', async () => {
    const first = await one();
    const second = await one({ dependsOn: [first] });
    const third = await one({ dependsOn: [second] });
    await cancel(first);
    await jobCancelling.cancelDependents(database.db);
    const all = [first, second, third];
    expect(await states(all)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    const { wakeUps } = await retry(...all);
    expect(wakeUps.map(({ jobId }) => jobId)).toEqual([first]);
    for (const [done, next] of [
      [first, second],
      [second, third],
    ] as const) {
      await work(...all);
      expect([await stateOf(done), await stateOf(next)]).toEqual(['completed', 'queued']);
    }
  });

  it('waits no longer for one that stays cancelled: it would wait for ever', async () => {
    const parent = await one();
    const child = await one({ dependsOn: [parent] });
    await cancel(parent);
    expect(await stateOf(child)).toBe('cancelled');
    expect(await retry(child)).toMatchObject({ retried: 1, wakeUps: [{ jobId: child }] });
    expect(await jobCancelling.cancelDependents(database.db)).toBeUndefined();
    await retry(parent);
    await work(parent);
    expect(await stateOf(child)).toBe('queued');
  });

  it('is not stranded when what it waits for completes in that very moment, whoever comes first', async () => {
    for (const first of ['retry', 'completion']) {
      const parent = await one();
      const child = await one({ dependsOn: [parent] });
      await cancel(child);
      const token = randomUUID();
      await ledger.claim(database.db, {
        ids: [parent],
        token,
        leaseSeconds: 60,
        alone: false,
        names: [job.name],
      });
      const gate = createGate();
      const { db } = observe(database.db, async name => {
        if (first === 'retry' && name === 'jobs.retry') await startCompleting();
      });
      const complete = () =>
        withTransaction(database.db, async tx => {
          const sent = await ledger.complete(tx, { id: parent, token, result: null, next: [] });
          if (first === 'completion') {
            gate.open();
            await untilBlocked(database);
          }
          return ok(sent);
        });
      let completing: Promise<unknown> = Promise.resolve();
      if (first === 'completion') {
        completing = complete();
        await gate.passed;
      }
      await jobRetrying.retry(db, [child]);
      await completing;
      expect([first, await stateOf(child)]).toEqual([first, 'queued']);

      async function startCompleting() {
        completing = complete();
        await untilBlocked(database);
      }
    }
  });
});

describe('a job that has dependents', () => {
  it('frees them when it completes after it was retried', async () => {
    const parent = await one();
    const child = await one({ dependsOn: [parent] });
    await fail(parent);
    expect(await stateOf(child)).toBe('scheduled');
    await retry(parent);
    await work(parent);
    expect(await stateOf(child)).toBe('queued');
  });

  it('frees those that were retried before it was', async () => {
    const parent = await one();
    const child = await one({ dependsOn: [parent] });
    await fail(parent);
    await cancel(child);
    await retry(child);
    await retry(parent);
    await work(parent);
    expect(await stateOf(child)).toBe('queued');
  });
});
