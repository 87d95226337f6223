import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { randomUUID } from 'node:crypto';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { createJobMetrics } from '../../../../../lib/platform/jobs/job-metrics.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import {
  completed,
  discard,
  retry,
  settled,
  type Outcome,
} from '../../../../../lib/platform/jobs/outcome.ts';
import { NonRetryableError, type Attempt } from '../../../../../lib/platform/jobs/performer.ts';
import { createWorker } from '../../../../../lib/platform/jobs/worker.ts';
import { recordWakeUps, silentLog, type RecordedSender } from '../../../../support/fakes.ts';
import {
  defineTestJob,
  expireLease,
  insertJob,
  insertMany,
  makeDue,
  performing,
  readAttempts,
  readJob,
  workerFor,
} from '../../../../support/jobs.ts';
import { until } from '../../../../support/until.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
let wakeUps: RecordedSender;

beforeEach(() => {
  wakeUps = recordWakeUps();
});

type Work = (attempt: Attempt) => Promise<Outcome>;
const perform = async (work: Work, definition = defineTestJob()) => {
  const id = await insertJob(database.db, definition);
  await workerFor(database.db, [performing(definition, async (_payload, attempt) => work(attempt))], {
    wakeUps,
  }).work([id]);
  return id;
};
const progressOf = (id: string) => database.value('select progress from jobs where id = $1', [id]);

describe('a performer that throws NonRetryableError', () => {
  it('has failed at once, with its reason, whatever attempts are left', async () => {
    const id = await perform(async () => Promise.reject(new NonRetryableError('no such mailbox')));
    expect(await readJob(database.db, id)).toMatchObject({ state: 'failed', attempt: 1, finished: true });
    expect(await readAttempts(database.db, id)).toEqual([
      { attempt: 1, outcome: 'discard', reason: 'no such mailbox' },
    ]);
    expect(wakeUps.sent).toEqual([]);
  });

  it('may throw a kind of it', async () => {
    class MailboxGoneError extends NonRetryableError {}
    const id = await perform(async () => Promise.reject(new MailboxGoneError('gone')));
    expect((await readJob(database.db, id)).state).toBe('failed');
  });
});

describe('the progress of a job', () => {
  it('can be seen while it runs, and is kept when it has ended', async () => {
    const seen: unknown[] = [];
    const id = await perform(async ({ jobId, progress }) => {
      for (const fraction of [0, 0.25, 1]) {
        await progress(fraction);
        seen.push(await progressOf(jobId));
      }
      return completed();
    });
    expect(seen).toEqual([0, 0.25, 1]);
    expect(await progressOf(id)).toBe(1);
  });

  const ends: readonly (readonly [string, Work])[] = [
    ['with its batch', async () => completed()],
    [
      'with its effect',
      async attempt => {
        await withTransaction(database.db, async tx => ok(await attempt.complete(tx)));
        return settled;
      },
    ],
  ];
  it.each(ends)(
    'is whole for a job that has completed %s, and nothing when it reported none',
    async (_how, end) => {
      const reporting = await perform(async attempt => {
        await attempt.progress(0.5);
        return end(attempt);
      });
      const silent = await perform(end);
      expect(await Promise.all([reporting, silent].map(progressOf))).toEqual([1, null]);
      expect(
        await database.value(`select count(*) from jobs where state = 'completed' and id in ($1, $2)`, [
          reporting,
          silent,
        ]),
      ).toBe(2);
    },
  );

  it('stays between 0 and 1', async () => {
    const seen: unknown[] = [];
    await perform(async ({ jobId, progress }) => {
      for (const fraction of [-1, 7]) {
        await progress(fraction);
        seen.push(await progressOf(jobId));
      }
      return completed();
    });
    expect(seen).toEqual([0, 1]);
  });

  it('is not written by a worker that has lost its lease', async () => {
    const id = await perform(async ({ jobId, progress }) => {
      await progress(0.5);
      await expireLease(database.db, jobId);
      await ledger.claim(database.db, {
        ids: [jobId],
        token: randomUUID(),
        leaseSeconds: 60,
        alone: true,
        names: [String(await database.value('select name from jobs where id = $1', [jobId]))],
      });
      await progress(0.9);
      return completed();
    });
    expect(await progressOf(id)).toBe(0.5);
  });
});

describe('near the end of an invocation', () => {
  const workUntil = (deadline: number, work: Work, definition = defineTestJob({ timeoutSeconds: 60 })) => ({
    definition,
    work: (ids: readonly string[]) =>
      createWorker(
        { db: database.db, wakeUps, log: silentLog },
        {
          performers: [performing(definition, async (_payload, attempt) => work(attempt))],
          dependencies: {},
          leaseSeconds: 60,
          deadline,
        },
      ).work(ids),
  });

  it('a job is told to stop and handed back, and it counts as no attempt', async () => {
    const reasons: boolean[] = [];
    const { definition, work } = workUntil(Date.now() + 1_050, async ({ signal }) => {
      await new Promise(resolve => {
        signal.addEventListener('abort', resolve);
      });
      reasons.push(signal.aborted);
      return completed('too late');
    });
    const id = await insertJob(database.db, definition);
    await work([id]);
    expect(reasons).toEqual([true]);
    expect(await readJob(database.db, id)).toMatchObject({ state: 'retrying', attempt: 0, leased: false });
    expect(wakeUps.of(id)).toMatchObject([{ delaySeconds: 0 }]);
  });

  it('stalled jobs are worked on one by one while there is time, and the rest get a message of their own', async () => {
    const performed: string[] = [];
    const deadline = Date.now() + 2_500;
    const { definition, work } = workUntil(deadline, async ({ jobId }) => {
      performed.push(jobId);
      await until(() => deadline - Date.now() < 2_000, 'no time is left for another');
      return completed();
    });
    const ids = await insertMany(database.db, definition, 3);
    await ledger.claim(database.db, {
      ids,
      token: randomUUID(),
      leaseSeconds: 60,
      alone: false,
      names: [definition.name],
    });
    await expireLease(database.db, ...ids);
    await work(ids);
    expect(performed).toHaveLength(1);
    const left = ids.filter(id => !performed.includes(id));
    expect(wakeUps.sent.map(({ jobId }) => jobId).sort()).toEqual([...left].sort());
    for (const id of left)
      expect(await readJob(database.db, id)).toMatchObject({ state: 'active', attempt: 1 });
  });
});

describe('the metrics of a batch', () => {
  it('are one line for each kind of job: how many ended how, how long they waited and ran', async () => {
    const [good, bad] = [defineTestJob(), defineTestJob({ queue: 'email' })];
    const ids = [...(await insertMany(database.db, good, 2)), ...(await insertMany(database.db, bad, 3))];
    await database.rows(`update jobs set run_at = now() - interval '30 seconds' where name = $1`, [
      good.name,
    ]);
    const outcomes = [retry('no luck'), discard('no'), completed()];
    const lines: Record<string, unknown>[] = [];
    const metrics = createJobMetrics(line => void lines.push(JSON.parse(line) as Record<string, unknown>));
    await createWorker(
      { db: database.db, wakeUps, log: silentLog },
      {
        performers: [
          performing(good, async () => completed()),
          performing(bad, async (_payload, { jobId }) => outcomes[ids.indexOf(jobId) - 2] ?? completed()),
        ],
        dependencies: {},
        leaseSeconds: 60,
        observe: metrics.ofEvents,
      },
    ).work(ids);
    const byJob = new Map(lines.map(line => [line['Job'], line]));
    expect(byJob.get(good.name)).toMatchObject({
      Queue: 'low-priority',
      JobsCompleted: 2,
      JobWaitSeconds: [expect.closeTo(30, 0), expect.closeTo(30, 0)],
      JobRunSeconds: [expect.any(Number), expect.any(Number)],
    });
    expect(byJob.get(good.name)).not.toHaveProperty('JobsFailed');
    expect(byJob.get(bad.name)).toMatchObject({
      Queue: 'email',
      JobsCompleted: 1,
      JobsFailed: 1,
      JobsRetried: 1,
    });
    expect(lines).toHaveLength(2);
  });

  it('count a job that stalled once, with what came of it then', async () => {
    const definition = defineTestJob();
    const [id = ''] = await insertMany(database.db, definition, 1);
    const names = [definition.name];
    await ledger.claim(database.db, {
      ids: [id],
      token: randomUUID(),
      leaseSeconds: 60,
      alone: false,
      names,
    });
    await expireLease(database.db, id);
    await makeDue(database.db, id);
    const lines: Record<string, unknown>[] = [];
    const metrics = createJobMetrics(line => void lines.push(JSON.parse(line) as Record<string, unknown>));
    await createWorker(
      { db: database.db, wakeUps, log: silentLog },
      {
        performers: [performing(definition, async () => completed())],
        dependencies: {},
        leaseSeconds: 60,
        observe: metrics.ofEvents,
      },
    ).work([id]);
    expect(lines).toEqual([
      expect.objectContaining({ JobsStalled: 1, JobsCompleted: 1, JobWaitSeconds: [expect.any(Number)] }),
    ]);
  });
});
