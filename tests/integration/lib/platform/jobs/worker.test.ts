import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { completed, discard, retry, snooze, type Outcome } from '../../../../../lib/platform/jobs/outcome.ts';
import { newJob, type EnqueueOptions } from '../../../../../lib/platform/jobs/job.ts';
import type { Attempt } from '../../../../../lib/platform/jobs/performer.ts';
import {
  recordLog,
  recordWakeUps,
  type RecordedLog,
  type RecordedSender,
} from '../../../../support/fakes.ts';
import {
  defineTestJob,
  insertJob,
  insertJobs,
  insertMany,
  makeDue,
  performing,
  readAttempts,
  readJob,
  workerFor,
} from '../../../../support/jobs.ts';
import { openExplained } from '../../../../support/executions.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
let wakeUps: RecordedSender;
let log: RecordedLog;

beforeEach(() => {
  wakeUps = recordWakeUps();
  log = recordLog();
});

/** Works once on a new job whose attempt ends as the test says. */
const attempt = async (
  outcome: Outcome | ((attempt: Attempt) => Promise<Outcome>),
  definition = defineTestJob(),
  options?: EnqueueOptions,
) => {
  const id = await insertJob(database.db, definition, options);
  const again = async () => {
    await makeDue(database.db, id);
    const performer = performing(definition, async (_payload, current) =>
      typeof outcome === 'function' ? outcome(current) : outcome,
    );
    return workerFor(database.db, [performer], { wakeUps, log: log.log }).work([id]);
  };
  await again();
  return { id, again, row: () => readJob(database.db, id) };
};

describe('a job that completed', () => {
  it('is finished, keeps its result and leaves no attempt behind', async () => {
    const { id, row } = await attempt(completed({ sent: 3 }));
    expect(await row()).toMatchObject({
      state: 'completed',
      leased: false,
      finished: true,
      sendsIn: null,
      result: { sent: 3 },
    });
    expect(await readAttempts(database.db, id)).toEqual([]);
    expect(wakeUps.sent).toEqual([]);
    expect(log.lines).toContainEqual(
      expect.objectContaining({ event: 'job.completed', jobId: id, attempt: 1 }),
    );
  });

  it('gets its payload parsed, and its number', async () => {
    const definition = defineTestJob();
    const id = await insertJob(database.db, definition);
    const seen: unknown[] = [];
    const performer = performing(definition, async (payload, { jobId, number, isLast }) => {
      seen.push({ payload, jobId, number, isLast });
      return completed();
    });
    await workerFor(database.db, [performer]).work([id]);
    expect(seen).toEqual([{ payload: { note: 'hello' }, jobId: id, number: 1, isLast: false }]);
  });

  it('is not performed again by a message that comes twice', async () => {
    let performed = 0;
    const { again } = await attempt(async () => {
      performed += 1;
      return completed();
    });
    await again();
    expect(performed).toBe(1);
  });
});

describe('a job that asks for another attempt', () => {
  it('waits its backoff and is sent again for then', async () => {
    const { id, row } = await attempt(retry('no luck'), defineTestJob({ backoffSeconds: 8 }), {
      groupId: 'g',
    });
    const { runsIn, ...found } = await row();
    expect(found).toMatchObject({ state: 'retrying', attempt: 1, leased: false, finished: false, sends: 1 });
    expect(runsIn).toBeGreaterThan(7.5);
    expect(runsIn).toBeLessThanOrEqual(10);
    expect(wakeUps.sent).toMatchObject([{ jobId: id, queue: 'low-priority', groupId: 'g' }]);
    expect(wakeUps.sent[0]?.delaySeconds).toBeGreaterThanOrEqual(runsIn);
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'no luck' },
    ]);
  });

  it('waits twice as long each time', async () => {
    const { again, row } = await attempt(
      retry('no luck'),
      defineTestJob({ attempts: 4, backoffSeconds: 100 }),
    );
    const waits = [(await row()).runsIn];
    for (let round = 0; round < 2; round += 1) {
      await again();
      waits.push((await row()).runsIn);
    }
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThan(100 * 2 ** index - 5);
      expect(wait).toBeLessThanOrEqual(125 * 2 ** index);
    }
  });

  it('has failed after its last attempt, with a row for each', async () => {
    const isLast: boolean[] = [];
    const { id, again, row } = await attempt(async current => {
      isLast.push(current.isLast);
      return retry(`no luck ${current.number}`);
    });
    await again();
    expect((await row()).state).toBe('retrying');
    await again();
    expect(await row()).toMatchObject({ state: 'failed', attempt: 3, finished: true, sendsIn: null });
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'no luck 1' },
      { attempt: 2, outcome: 'retry', reason: 'no luck 2' },
      { attempt: 3, outcome: 'failed', reason: 'no luck 3' },
    ]);
    expect(isLast).toEqual([false, false, true]);
    expect(wakeUps.sent).toHaveLength(2);
    expect(log.lines.at(-1)).toMatchObject({ event: 'job.failed', level: 'error', jobId: id });
  });

  it('does so by throwing, and what it threw is kept with the attempt', async () => {
    const { id, row } = await attempt(async () => Promise.reject(new TypeError('x is not a function')));
    expect((await row()).state).toBe('retrying');
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'TypeError: x is not a function' },
    ]);
  });

  it('is left to the dispatcher when it is due beyond what SQS can delay', async () => {
    const { row } = await attempt(retry('no luck'), defineTestJob({ backoffSeconds: 2000 }));
    const { runsIn, sendsIn, sends } = await row();
    expect(wakeUps.sent).toEqual([]);
    expect(sends).toBe(0);
    expect(sendsIn).toBeCloseTo(runsIn - 900, 3);
  });
});

describe('a job that ends otherwise', () => {
  it('has failed at once when it is discarded', async () => {
    const { id, row } = await attempt(discard('the mail was deleted'));
    expect(await row()).toMatchObject({ state: 'failed', attempt: 1, finished: true });
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'discard', reason: 'the mail was deleted' },
    ]);
    expect(wakeUps.sent).toEqual([]);
  });

  it('may be snoozed for ever: no attempt is counted', async () => {
    const { id, again, row } = await attempt(snooze(30));
    for (let round = 0; round < 5; round += 1) await again();
    const { runsIn, ...found } = await row();
    expect(found).toMatchObject({ state: 'retrying', attempt: 0 });
    expect(runsIn).toBeCloseTo(30, 0);
    expect(wakeUps.of(id)).toHaveLength(6);
    expect(wakeUps.sent.at(-1)).toMatchObject({ delaySeconds: 30 });
  });

  it('is tried again after its time-out, and told to stop what it does', async () => {
    const aborted: boolean[] = [];
    const definition = defineTestJob({ timeoutSeconds: 0.05 });
    const { id, row } = await attempt(
      ({ signal }) =>
        new Promise(resolve => {
          signal.addEventListener('abort', () => {
            aborted.push(signal.aborted);
            // Too late: the attempt has been given up.
            resolve(completed());
          });
        }),
      definition,
    );
    expect(aborted).toEqual([true]);
    expect((await row()).state).toBe('retrying');
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'retry', reason: 'timed out after 0.05 s' },
    ]);
  });

  it('has failed at once, and is kept with the reason, when its payload is off its schema', async () => {
    const definition = defineTestJob();
    const job = { ...newJob(definition, { note: 'hello' }), payload: { note: 7, other: true } };
    await insertJobs(database.db, [job]);
    const performer = performing(definition, async () => Promise.reject(new Error('it must not be tried')));
    expect(await workerFor(database.db, [performer], { wakeUps }).work([job.id])).toEqual([]);
    expect(await readJob(database.db, job.id)).toMatchObject({
      state: 'failed',
      payload: { note: 7, other: true },
    });
    const [{ outcome, reason } = { outcome: '', reason: '' }] = await readAttempts(database.db, job.id);
    expect(outcome).toBe('discard');
    expect(reason).toMatch(/payload: note: .*expected string.*other/);
  });

  it('is reported each time and left as it is when nothing here performs it', async () => {
    const id = await insertJob(database.db, defineTestJob());
    const worker = workerFor(database.db, [performing(defineTestJob(), async () => completed())], {
      wakeUps,
    });
    const before = await readJob(database.db, id);
    expect(await worker.work([id])).toEqual([id]);
    expect(await worker.work([id])).toEqual([id]);
    const { state, attempt, leased } = await readJob(database.db, id);
    expect({ state, attempt, leased }).toEqual({ state: before.state, attempt: 0, leased: false });
    expect(wakeUps.sent).toEqual([]);
  });
});

describe('a batch', () => {
  it('of ten jobs is one claim and one settlement', async () => {
    const definition = defineTestJob();
    const ids = await insertMany(database.db, definition, 10);
    const { db, names } = observe(database.db);
    const outcomes = [completed(), retry('no'), discard('no'), snooze(5)];
    const performer = performing(definition, async (_payload, { jobId }) => {
      const outcome = outcomes[ids.indexOf(jobId) % outcomes.length];
      return outcome ?? completed();
    });
    await workerFor(db, [performer]).work(ids);
    expect(names()).toEqual(['jobs.claim', 'jobs.settle']);
  });

  it('is worked on side by side: each of ten jobs can wait for all the others', async () => {
    const definition = defineTestJob();
    const ids = await insertMany(database.db, definition, 10);
    const all = Promise.withResolvers<undefined>();
    let here = 0;
    const performer = performing(definition, async () => {
      here += 1;
      if (here === ids.length) all.resolve(undefined);
      await all.promise;
      return completed();
    });
    await workerFor(database.db, [performer]).work(ids);
    for (const id of ids) expect((await readJob(database.db, id)).state).toBe('completed');
  });

  it('settles its good jobs when others throw, time out or are unfit', async () => {
    const good = defineTestJob();
    const bad = defineTestJob();
    const ids = [...(await insertMany(database.db, good, 3)), ...(await insertMany(database.db, bad, 3))];
    const performers = [
      performing(good, async () => completed()),
      performing(bad, async () => Promise.reject(new Error('no'))),
    ];
    await workerFor(database.db, performers, { wakeUps }).work(ids);
    const states = await Promise.all(ids.map(async id => (await readJob(database.db, id)).state));
    expect(states).toEqual([...Array<string>(3).fill('completed'), ...Array<string>(3).fill('retrying')]);
  });

  it('whose jobs are gone or done writes nothing', async () => {
    const { db, names } = observe(database.db);
    await workerFor(db, []).work([randomUUID()]);
    expect(names()).toEqual(['jobs.claim']);
  });

  it('is claimed and settled without reading the jobs around it, however the planner takes the table', async () => {
    const definition = defineTestJob();
    const ids = await insertMany(database.db, definition, 5_000);
    const { db, during } = openExplained(database.url, 1);
    const work = async (batch: readonly string[], outcome: Outcome) =>
      workerFor(db, [performing(definition, async () => outcome)], { wakeUps, log: log.log }).work(batch);
    const executions = await during(async () => {
      await work(ids.slice(0, 10), completed());
      await database.rows('analyze jobs');
      await work(ids.slice(10, 20), completed());
      await work(ids.slice(20, 30), retry('not yet'));
    });
    await db.close();
    expect(executions.map(({ name }) => name).join()).toMatch(
      /^(jobs.claim,jobs.settle_completed,){2}jobs.claim,jobs.settle$/,
    );
    expect(executions.filter(({ rows, readWhole }) => rows > 100 || readWhole.includes('jobs'))).toEqual([]);
  });
});
