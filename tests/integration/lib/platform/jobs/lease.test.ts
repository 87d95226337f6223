import { beforeEach, describe, expect, it } from '@jest/globals';
import { newJob } from '../../../../../lib/platform/jobs/job.ts';
import { completed, retry, type Outcome } from '../../../../../lib/platform/jobs/outcome.ts';
import type { Attempt } from '../../../../../lib/platform/jobs/performer.ts';
import {
  createGate,
  recordLog,
  recordWakeUps,
  type RecordedLog,
  type RecordedSender,
} from '../../../../support/fakes.ts';
import {
  claimDirectly,
  defineTestJob,
  expireLease,
  insertJob,
  insertMany,
  jobExists,
  performing,
  readAttempts,
  readJob,
  useEffects,
  workerFor,
} from '../../../../support/jobs.ts';
import { observe } from '../../../../support/statements.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const effects = useEffects(database);
let wakeUps: RecordedSender;
let log: RecordedLog;

beforeEach(() => {
  wakeUps = recordWakeUps();
  log = recordLog();
});

/** Two workers on one job: the first freezes in mid-work, the second takes over and finishes, the first wakes up. */
const freezeAndTakeOver = async (finish: (worker: string, attempt: Attempt) => Promise<Outcome>) => {
  const definition = defineTestJob();
  const id = await insertJob(database.db, definition);
  const gate = createGate();
  let frozen = false;
  const first = workerFor(
    database.db,
    [
      performing(definition, async (_payload, attempt) => {
        frozen = true;
        await gate.passed;
        return finish('first', attempt);
      }),
    ],
    { wakeUps, log: log.log },
  ).work([id]);
  await until(() => frozen, 'the first worker is at work');
  await expireLease(database.db, id);
  const second = performing(definition, async (_payload, attempt) => finish('second', attempt));
  await workerFor(database.db, [second], { wakeUps }).work([id]);
  const taken = await readJob(database.db, id);
  gate.open();
  await first;
  return { id, taken, after: await readJob(database.db, id) };
};

describe('a worker frozen past its lease', () => {
  it('settles nothing: the job is as its successor left it', async () => {
    const { id, taken, after } = await freezeAndTakeOver(async worker =>
      worker === 'first' ? retry('woke up') : completed('by the second'),
    );
    expect(taken).toMatchObject({ state: 'completed', result: 'by the second', attempt: 2 });
    expect(after).toEqual({ ...taken, runsIn: expect.any(Number) });
    expect((await readAttempts(database.db, id)).map(({ outcome }) => outcome)).toEqual(['stalled']);
    expect(wakeUps.sent).toEqual([]);
    expect(log.events()).toContain('job.lease_lost');
  });

  it('has its effect rolled back, with the jobs that were to follow', async () => {
    const followUps = {
      first: newJob(defineTestJob(), { note: '1' }),
      second: newJob(defineTestJob(), { note: '2' }),
    };
    const { id, after } = await freezeAndTakeOver(async (worker, attempt) =>
      effects.complete(worker, attempt, [worker === 'first' ? followUps.first : followUps.second]),
    );
    expect(await effects.of(id)).toEqual(['second']);
    expect(after).toMatchObject({ state: 'completed', result: 'second' });
    expect([
      await jobExists(database.db, followUps.first),
      await jobExists(database.db, followUps.second),
    ]).toEqual([false, true]);
    expect(wakeUps.sent.map(({ jobId }) => jobId)).toEqual([followUps.second.id]);
    expect(log.events()).toContain('job.lease_lost');
  });

  it('has a step rolled back that it saves a checkpoint with', async () => {
    const seen: unknown[] = [];
    const { id, after } = await freezeAndTakeOver(async (worker, attempt) => {
      seen.push(attempt.checkpoint);
      await effects.step(worker, attempt);
      return worker === 'first' ? completed(worker) : retry('the rest later');
    });
    expect(await effects.of(id)).toEqual(['second']);
    expect(after.state).toBe('retrying');
    expect(seen).toEqual([undefined, undefined]);
    expect(await database.value('select checkpoint from job_payloads where job_id = $1', [id])).toEqual({
      doneBy: 'second',
    });
    expect(log.events()).toContain('job.lease_lost');
  });

  it('does not spoil the settlement of the others in its batch', async () => {
    const definition = defineTestJob();
    const ids = await insertMany(database.db, definition, 3);
    const [lost = ''] = ids;
    const performer = performing(definition, async (_payload, { jobId }) => {
      if (jobId === lost) await expireAndTake(lost);
      return completed('first');
    });
    await workerFor(database.db, [performer], { log: log.log }).work(ids);
    expect((await readJob(database.db, lost)).result).toBe('second');
    for (const id of ids.slice(1)) expect((await readJob(database.db, id)).result).toBe('first');

    async function expireAndTake(id: string) {
      await expireLease(database.db, id);
      await workerFor(database.db, [performing(definition, async () => completed('second'))]).work([id]);
    }
  });
});

describe('an attempt that was given up after its time-out', () => {
  it('can no longer commit its effect', async () => {
    const definition = defineTestJob({ timeoutSeconds: 0.02 });
    const id = await insertJob(database.db, definition);
    const gate = createGate();
    const late = Promise.withResolvers<unknown>();
    const performer = performing(definition, async (_payload, attempt) => {
      await gate.passed;
      const outcome = effects.complete('late', attempt);
      outcome.then(late.resolve, late.resolve);
      return outcome;
    });
    await workerFor(database.db, [performer]).work([id]);
    gate.open();
    expect(await late.promise).toMatchObject({ name: 'LeaseLostError' });
    expect(await effects.of(id)).toEqual([]);
    expect((await readJob(database.db, id)).state).toBe('retrying');
  });
});

describe('a job whose worker died', () => {
  it('has used up none of its attempts by that', async () => {
    const definition = defineTestJob({ attempts: 1 });
    const id = await insertJob(database.db, definition);
    const isLast: boolean[] = [];
    const performer = performing(definition, async (_payload, attempt) => {
      isLast.push(attempt.isLast);
      return retry('no luck');
    });
    await dieAtWork(id);
    await workerFor(database.db, [performer]).work([id]);
    expect(isLast).toEqual([true]);
    const attempts = (await readAttempts(database.db, id)).map(({ attempt, outcome }) => [attempt, outcome]);
    expect(attempts).toEqual([
      [1, 'stalled'],
      [2, 'failed'],
    ]);
    const other = await insertJob(database.db, { ...definition, attempts: 2 });
    await dieAtWork(other);
    await workerFor(database.db, [performer]).work([other]);
    expect(isLast).toEqual([true, false]);
    expect((await readJob(database.db, other)).state).toBe('retrying');
  });

  const dieAtWork = async (id: string) => {
    await claimDirectly(database.db, [id]);
    await expireLease(database.db, id);
  };
});

describe('a job that ends its worker', () => {
  it('takes its neighbours with it once: then each is tried alone, and it is failed', async () => {
    const good = defineTestJob();
    const poison = defineTestJob();
    const neighbours = await insertMany(database.db, good, 4);
    const [before = '', ...others] = neighbours;
    const poisonId = await insertJob(database.db, poison);
    const ids = [before, poisonId, ...others];

    for (const state of ['active', 'active', 'failed']) {
      await workUntilKilled(ids);
      await expireLease(database.db, ...ids);
      expect((await readJob(database.db, poisonId)).state).toBe(state);
    }
    for (const id of neighbours)
      expect(await readJob(database.db, id)).toMatchObject({ state: 'completed', result: 'good' });

    /** One invocation: from the moment the poisonous job runs, nothing of this worker reaches the database. */
    async function workUntilKilled(batch: readonly string[]) {
      let dead = false;
      const { db } = observe(database.db, () => {
        if (dead) throw new Error('this process was killed');
      });
      const performers = [
        performing(good, async () => completed('good')),
        performing(poison, async () => {
          dead = true;
          return completed();
        }),
      ];
      await workerFor(db, performers)
        .work(batch)
        .catch(() => undefined);
    }
  });

  it('is never at work beside another job, and neither are those that stalled with it', async () => {
    const definition = defineTestJob();
    const ids = await insertMany(database.db, definition, 5);
    const gate = createGate();
    const frozen = performing(definition, async () => {
      await gate.passed;
      return completed();
    });
    const first = workerFor(database.db, [frozen]).work(ids);
    await until(
      async () => (await Promise.all(ids.map(id => readJob(database.db, id)))).every(({ leased }) => leased),
      'all are claimed',
    );
    await expireLease(database.db, ...ids);
    let atWork = 0;
    const beside: number[] = [];
    const performer = performing(definition, async () => {
      atWork += 1;
      await new Promise(resolve => setImmediate(resolve));
      beside.push(atWork);
      atWork -= 1;
      return completed();
    });
    await workerFor(database.db, [performer]).work(ids);
    expect(beside).toEqual([1, 1, 1, 1, 1]);
    gate.open();
    await first;
  });
});
