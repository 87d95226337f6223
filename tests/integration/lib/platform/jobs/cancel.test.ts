import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ok } from 'neverthrow';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { jobCancelling } from '../../../../../lib/platform/jobs/cancel.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import { completed, retry, snooze, type Outcome } from '../../../../../lib/platform/jobs/outcome.ts';
import type { Attempt } from '../../../../../lib/platform/jobs/performer.ts';
import { createGate, recordLog, recordWakeUps } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  enqueueOne,
  expireLease,
  insertJob,
  insertMany,
  makeDue,
  performing,
  readAttempts,
  workerFor,
} from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const job = defineTestJob();

beforeEach(async () => {
  await database.rows('delete from jobs');
});

const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);
const states = (ids: readonly string[]) => Promise.all(ids.map(stateOf));
const one = (options?: EnqueueOptions) => insertJob(database.db, job, options);
const cancel = (...ids: readonly string[]) => jobCancelling.cancel(database.db, ids);
/** As the upkeep of each minute does. @returns how many were cancelled */
const cancelDependents = async () => {
  let sum = 0;
  for (;;) {
    const cancelled = await jobCancelling.cancelDependents(database.db);
    if (cancelled === undefined) return sum;
    sum += cancelled;
  }
};
const work = (id: string, attempt: (current: Attempt) => Promise<Outcome> = async () => completed()) =>
  workerFor(database.db, [performing(job, async (_payload, current) => attempt(current))]).work([id]);

describe('cancelling a job that waits', () => {
  it.each(['scheduled', 'queued', 'retrying'])('ends it at once when it is %s', async state => {
    const id = await one(state === 'scheduled' ? { delaySeconds: 3600 } : {});
    await database.rows('update jobs set state = $2 where id = $1', [id, state]);
    expect(await cancel(id)).toEqual({ cancelled: 1, requested: 0 });
    expect(await database.rows('select state, send_after, finished_at is null as live from jobs')).toEqual([
      { state: 'cancelled', send_after: null, live: false },
    ]);
    await makeDue(database.db, id);
    await work(id);
    expect(await stateOf(id)).toBe('cancelled');
  });

  it.each(['completed', 'failed', 'cancelled'])('changes nothing when it has %s', async state => {
    const id = await one();
    await database.rows(
      `update jobs set state = $2, send_after = null, finished_at = '2026-01-01' where id = $1`,
      [id, state],
    );
    expect(await cancel(id, randomUUID())).toEqual({ cancelled: 0, requested: 0 });
    expect(await database.value('select finished_at from jobs')).toBe('2026-01-01T00:00:00.000Z');
  });

  it('frees its unique key', async () => {
    const unique = defineTestJob();
    await cancel(await insertJob(database.db, unique, { uniqueKey: 'k' }));
    expect(await enqueueOne(database.db, recordWakeUps(), unique, { uniqueKey: 'k' })).not.toBeNull();
  });

  it('is one statement for a thousand of them', async () => {
    const ids = await insertMany(database.db, job, 1000);
    const { db, names } = observe(database.db);
    expect(await jobCancelling.cancel(db, ids)).toEqual({ cancelled: 1000, requested: 0 });
    expect(names()).toEqual(['jobs.cancel']);
  });

  it('or claiming it: of many who do either at once, one wins', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ids = await insertMany(database.db, job, 10);
      const token = randomUUID();
      const [claims, cancelled] = await Promise.all([
        ledger.claim(database.db, { ids, token, leaseSeconds: 60, alone: false, names: [job.name] }),
        cancel(...ids),
      ]);
      expect(claims.length + cancelled.cancelled).toBe(10);
      expect(cancelled.requested).toBeLessThanOrEqual(claims.length);
    }
  });
});

describe('cancelling a job that is at work', () => {
  const workUntilAborted = (outcome: Outcome) => {
    const started = createGate();
    const seen: unknown[] = [];
    const attempt = async ({ signal }: Attempt) => {
      started.open();
      await until(() => signal.aborted, 'the performer is told to stop');
      seen.push(signal.reason);
      return outcome;
    };
    return { started: started.passed, attempt, seen };
  };

  it('tells its performer within seconds, and cancels it when that gives up', async () => {
    const id = await one();
    const { started, attempt, seen } = workUntilAborted(retry('stopped'));
    const log = recordLog();
    const performer = performing(job, async (_payload, current) => attempt(current));
    const working = workerFor(database.db, [performer], { log: log.log }).work([id]);
    await started;
    expect(await cancel(id)).toEqual({ cancelled: 0, requested: 1 });
    await working;
    expect(seen).toEqual([expect.objectContaining({ message: 'the job is being cancelled' })]);
    expect(await stateOf(id)).toBe('cancelled');
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'stopped' },
    ]);
    expect(log.lines).toContainEqual(expect.objectContaining({ event: 'job.cancelled', jobId: id }));
  });

  it('does not take away what it completes all the same', async () => {
    const id = await one();
    const { started, attempt } = workUntilAborted(completed('done'));
    const working = work(id, attempt);
    await started;
    await cancel(id);
    await working;
    expect(await stateOf(id)).toBe('completed');
  });

  it.each([
    ['asks for another attempt', retry('no luck')],
    ['is snoozed', snooze(5)],
  ])('cancels it when it %s before it is told', async (_how, outcome) => {
    const id = await one();
    await work(id, async () => {
      await cancel(id);
      return outcome;
    });
    expect(await database.rows('select state, send_after, lease_token from jobs')).toEqual([
      { state: 'cancelled', send_after: null, lease_token: null },
    ]);
  });

  it('cancels it when its worker died, instead of trying it again', async () => {
    const id = await one();
    await ledger.claim(database.db, {
      ids: [id],
      token: randomUUID(),
      leaseSeconds: 60,
      alone: false,
      names: [job.name],
    });
    await cancel(id);
    await expireLease(database.db, id);
    await work(id, async () => Promise.reject(new Error('it must not be tried')));
    expect(await stateOf(id)).toBe('cancelled');
  });

  it('leaves its neighbours in the batch alone', async () => {
    const ids = await insertMany(database.db, job, 3);
    const [chosen = ''] = ids;
    const stopped: string[] = [];
    const performer = performing(job, async (_payload, { jobId, signal }) => {
      if (jobId === chosen) {
        await cancel(chosen);
        await until(() => signal.aborted, 'the performer is told to stop');
        return retry('stopped');
      }
      if (signal.aborted) stopped.push(jobId);
      return completed();
    });
    await workerFor(database.db, [performer]).work(ids);
    expect(stopped).toEqual([]);
    expect(await states(ids)).toEqual(['cancelled', 'completed', 'completed']);
  });
});

describe('jobs that wait for a cancelled one', () => {
  it('are cancelled too, down the whole tree, and no others', async () => {
    const root = await one();
    const children = [await one({ dependsOn: [root] }), await one({ dependsOn: [root] })];
    const grandchild = await one({ dependsOn: children });
    const other = await one({ dependsOn: [await one()] });
    await cancel(root);
    expect(await cancelDependents()).toBe(3);
    expect(await states([root, ...children, grandchild])).toEqual(Array(4).fill('cancelled'));
    expect(await stateOf(other)).toBe('scheduled');
    expect(await cancelDependents()).toBe(0);
  });

  it('are cancelled although they wait for another as well, whose completion then changes nothing', async () => {
    const [cancelled = '', good = ''] = await insertMany(database.db, job, 2);
    const child = await one({ dependsOn: [cancelled, good] });
    await cancel(cancelled);
    await cancelDependents();
    await work(good);
    expect(await stateOf(child)).toBe('cancelled');
  });

  it('are cancelled when it is cancelled while it is at work', async () => {
    const parent = await one();
    const child = await one({ dependsOn: [parent] });
    await work(parent, async () => {
      await cancel(parent);
      return retry('stopped');
    });
    expect(await stateOf(parent)).toBe('cancelled');
    expect(await cancelDependents()).toBe(1);
    expect(await stateOf(child)).toBe('cancelled');
  });

  it('are cancelled when it is cancelled after its worker died', async () => {
    const parent = await one();
    const child = await one({ dependsOn: [parent] });
    await ledger.claim(database.db, {
      ids: [parent],
      token: randomUUID(),
      leaseSeconds: 60,
      alone: false,
      names: [job.name],
    });
    await cancel(parent);
    await expireLease(database.db, parent);
    await work(parent);
    await cancelDependents();
    expect(await states([parent, child])).toEqual(['cancelled', 'cancelled']);
  });

  it('are cancelled when they come to wait for it afterwards', async () => {
    const parent = await one();
    await cancel(parent);
    await cancelDependents();
    const child = await one({ dependsOn: [parent] });
    expect(await cancelDependents()).toBe(1);
    expect(await stateOf(child)).toBe('cancelled');
  });

  it('are cancelled when they are being enqueued in that very moment', async () => {
    const parent = await one();
    const before = await one({ dependsOn: [parent] });
    await cancel(parent);
    const after = newJob(job, { note: 'late' }, { dependsOn: [parent] });
    await withTransaction(database.db, async tx => {
      await ledger.insert(tx, [after]);
      // It leaves alone what is locked, and comes again.
      expect(await cancelDependents()).toBe(0);
      return ok();
    });
    expect(await cancelDependents()).toBe(2);
    expect(await states([before, after.id])).toEqual(['cancelled', 'cancelled']);
  });

  it('are cancelled a thousand at a time, however many there are, by several at once', async () => {
    const parent = await one();
    await database.rows(
      `with children as (
         insert into jobs (id, name, queue, state, run_at, send_after, waiting_for, max_attempts, max_stalls, retention_seconds)
         select gen_random_uuid(), 'child', 'email', 'scheduled', 'infinity', 'infinity', 1, 3, 1, 60 from generate_series(1, 2500)
         returning id
       ), marked as (update jobs set has_dependents = true where id = $1)
       insert into job_dependencies (depends_on, job_id) select $1, id from children`,
      [parent],
    );
    await cancel(parent);
    const sums = await Promise.all([cancelDependents(), cancelDependents(), cancelDependents()]);
    expect(sums.reduce((sum, each) => sum + each, 0)).toBe(2500);
    expect(await database.value(`select count(*) from jobs where state = 'scheduled'`)).toBe(0);
  });

  it('cost one look at an empty index while there are none', async () => {
    await insertMany(database.db, job, 10);
    const { db, names } = observe(database.db);
    expect(await jobCancelling.cancelDependents(db)).toBeUndefined();
    expect(names()).toEqual(['jobs.has_cancelled_parents']);
  });
});
