import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import type { Database } from '../../../../../lib/platform/db/database.ts';
import { withTransaction } from '../../../../../lib/platform/db/transaction.ts';
import { jobCancelling } from '../../../../../lib/platform/jobs/cancel.ts';
import { CHUNK_SIZE } from '../../../../../lib/platform/jobs/chunk-size.ts';
import { queueControl } from '../../../../../lib/platform/jobs/queue-control.ts';
import { createDispatcher } from '../../../../../lib/platform/jobs/dispatcher.ts';
import { createJobMetrics } from '../../../../../lib/platform/jobs/job-metrics.ts';
import type { QueueName } from '../../../../../lib/platform/jobs/job.ts';
import { ledger } from '../../../../../lib/platform/jobs/ledger.ts';
import { completed } from '../../../../../lib/platform/jobs/outcome.ts';
import { createUpkeep } from '../../../../../lib/platform/jobs/upkeep.ts';
import { createGate, recordWakeUps, silentLog, type RecordedSender } from '../../../../support/fakes.ts';
import { defineTestJob, insertJob, insertMany, performing, workerFor } from '../../../../support/jobs.ts';
import { untilBlocked } from '../../../../support/locks.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

const database = useDatabase();
const email = defineTestJob({ queue: 'email' });
const report = defineTestJob({ queue: 'reports' });
let wakeUps: RecordedSender;
let metrics: Record<string, unknown>[];

beforeEach(async () => {
  wakeUps = recordWakeUps();
  metrics = [];
  await database.rows('delete from jobs');
  await database.rows('delete from paused_queues');
});

const NEVER = new AbortController().signal;
const dispatcher = () => createDispatcher({ db: database.db, wakeUps, log: silentLog });
const keepUp = (db: Database = database.db, signal = NEVER) => {
  const jobMetrics = createJobMetrics(line => void metrics.push(JSON.parse(line) as Record<string, unknown>));
  return createUpkeep({ db, dispatcher: dispatcher(), jobMetrics, log: silentLog }).run(signal);
};
const pause = (queue: QueueName) => queueControl.pause(database.db, queue);
const resume = (queue: QueueName) => queueControl.resume(database.db, queue);
const work = (id: string) =>
  workerFor(
    database.db,
    [email, report].map(job => performing(job, async () => completed())),
  ).work([id]);
const stateOf = (id: string) => database.value('select state from jobs where id = $1', [id]);
const letPass = () => database.rows(`update jobs set send_after = now() - interval '1 second'`);
const atInfinity = () => database.value(`select count(*) from jobs where send_after = 'infinity'`);
const sentIds = () => wakeUps.sent.map(({ jobId }) => jobId).sort();

describe('a paused queue', () => {
  it('has none of its jobs claimed, and those of other queues are', async () => {
    const [mail, other] = [await insertJob(database.db, email), await insertJob(database.db, report)];
    await pause('email');
    await work(mail);
    await work(other);
    expect([await stateOf(mail), await stateOf(other)]).toEqual(['queued', 'completed']);
  });

  it('has its jobs put off by the dispatcher, which sends the others', async () => {
    await insertMany(database.db, email, 3);
    const other = await insertJob(database.db, report);
    await letPass();
    await pause('email');
    await dispatcher().dispatch(NEVER);
    expect(sentIds()).toEqual([other]);
    expect(await atInfinity()).toBe(3);
    await keepUp();
    expect([sentIds(), await atInfinity()]).toEqual([[other], 3]);
  });

  it('lets a job that is at work end, and takes new ones in', async () => {
    const id = await insertJob(database.db, email);
    const performer = performing(email, async () => {
      await pause('email');
      return completed();
    });
    await workerFor(database.db, [performer]).work([id]);
    expect(await stateOf(id)).toBe('completed');
    expect(await stateOf(await insertJob(database.db, email))).toBe('queued');
  });

  it('may be paused and resumed again and again', async () => {
    await pause('email');
    await pause('email');
    expect(await database.rows('select queue from paused_queues')).toEqual([{ queue: 'email' }]);
    expect([await resume('email'), await resume('email')]).toEqual([true, false]);
  });
});

describe('a queue that is resumed', () => {
  it('has the jobs sent that were put off meanwhile, and no others', async () => {
    const ids = await insertMany(database.db, email, 3);
    const reports = await insertMany(database.db, report, 2);
    const waiting = await insertJob(database.db, email, { dependsOn: [String(ids[0])] });
    await letPass();
    await database.rows(`update jobs set send_after = 'infinity' where id = $1`, [waiting]);
    await pause('email');
    await pause('reports');
    await dispatcher().dispatch(NEVER);
    await resume('email');
    expect(await queueControl.wakePutOff(database.db)).toBe(3);
    await dispatcher().dispatch(NEVER);
    expect(sentIds()).toEqual([...ids].sort());
    expect(await atInfinity()).toBe(1 + reports.length);
    expect(await queueControl.wakePutOff(database.db)).toBe(0);
  });

  it('has the jobs sent whose messages came during the pause, although their next was far ahead', async () => {
    const dropped = await insertJob(database.db, email);
    const later = await insertJob(database.db, email, { delaySeconds: 7200 });
    const other = await insertJob(database.db, report);
    await database.rows(
      `update jobs set send_after = now() + interval '59 minutes', sends = 4 where id <> $1`,
      [later],
    );
    await pause('email');
    await work(dropped);
    await resume('email');
    const position = await queueControl.wakeDue(database.db, 'email');
    expect(position).toMatchObject({ woken: 1, id: dropped });
    await dispatcher().dispatch(NEVER);
    expect(sentIds()).toEqual([dropped]);
    expect([await stateOf(dropped), await stateOf(other)]).toEqual(['queued', 'queued']);
    // A job is visited once, although it has a message ahead again.
    expect(await queueControl.wakeDue(database.db, 'email', position)).toBeUndefined();
  });

  it('is woken a chunk at a time', async () => {
    const count = CHUNK_SIZE + 10;
    await insertMany(database.db, email, count);
    const position = await queueControl.wakeDue(database.db, 'email');
    expect(position?.woken).toBe(CHUNK_SIZE);
    expect(await queueControl.wakeDue(database.db, 'email', position)).toMatchObject({ woken: 10 });
    await database.rows(`update jobs set send_after = 'infinity'`);
    expect(await queueControl.wakePutOff(database.db)).toBe(CHUNK_SIZE);
    expect(await queueControl.wakePutOff(database.db)).toBe(10);
  });

  it('strands no job that a dispatcher is putting off in that very moment: resuming waits for it', async () => {
    const id = await insertJob(database.db, email);
    await letPass();
    await pause('email');
    const taken = createGate();
    const putOff = withTransaction(database.db, async tx => {
      await ledger.takeDue(tx, 500);
      taken.open();
      await untilBlocked(database);
      return ok();
    });
    await taken.passed;
    await resume('email');
    await putOff;
    expect(await atInfinity()).toBe(1);
    expect(await queueControl.wakePutOff(database.db)).toBe(1);
    await dispatcher().dispatch(NEVER);
    expect(sentIds()).toEqual([id]);
  });

  it('has its jobs sent by a dispatcher that waits for the end of the pause', async () => {
    const id = await insertJob(database.db, email);
    await letPass();
    await pause('email');
    const deleted = createGate();
    const resuming = withTransaction(database.db, async tx => {
      await queueControl.resume(tx, 'email');
      deleted.open();
      await untilBlocked(database);
      return ok();
    });
    await deleted.passed;
    await dispatcher().dispatch(NEVER);
    await resuming;
    expect([sentIds(), await atInfinity()]).toEqual([[id], 0]);
  });

  it('strands no job, however pauses, resumptions and dispatchers meet', async () => {
    const ids = await insertMany(database.db, email, 200);
    for (let round = 0; round < 15; round += 1) {
      await letPass();
      await Promise.all([
        pause('email'),
        ...Array.from({ length: 4 }, () => dispatcher().dispatch(NEVER)),
        resume('email').then(() => queueControl.wakePutOff(database.db)),
      ]);
    }
    await resume('email');
    wakeUps.sent.length = 0;
    await letPass();
    await keepUp();
    expect([sentIds(), await atInfinity()]).toEqual([[...ids].sort(), 0]);
  });
});

describe('the upkeep of each minute', () => {
  it('ends what a resumption left half done, cancels dependents, and dispatches', async () => {
    const [putOff = '', due = ''] = await insertMany(database.db, email, 2);
    const parent = await insertJob(database.db, email);
    const child = await insertJob(database.db, email, { dependsOn: [parent] });
    await jobCancelling.cancel(database.db, [parent]);
    await database.rows(`update jobs set send_after = 'infinity' where id = $1`, [putOff]);
    await database.rows(`update jobs set send_after = now() where id = $1`, [due]);
    await keepUp();
    expect(sentIds()).toEqual([putOff, due].sort());
    expect(await stateOf(child)).toBe('cancelled');
  });

  it('costs four short statements when there is nothing to do', async () => {
    const { db, names } = observe(database.db);
    await createUpkeep({
      db,
      dispatcher: createDispatcher({ db, wakeUps, log: silentLog }),
      jobMetrics: createJobMetrics(() => undefined),
      log: silentLog,
    }).run(NEVER);
    expect(names()).toEqual([
      'jobs.has_cancelled_parents',
      'jobs.wake_put_off',
      'jobs.take_due',
      'jobs.oldest_waiting',
    ]);
  });

  it('tells for each queue how long its oldest due job has waited', async () => {
    const [oldest] = await insertMany(database.db, email, 2);
    await insertJob(database.db, report, { delaySeconds: 600 });
    await database.rows(`update jobs set run_at = now() - interval '90 seconds' where id = $1`, [oldest]);
    await keepUp();
    const waits = new Map(metrics.map(line => [line['Queue'], line['OldestJobWaitSeconds']]));
    expect(waits.get('email')).toBeCloseTo(90, 0);
    expect(waits.get('reports')).toBe(0);
    expect(waits.size).toBe(5);
  });

  it('begins nothing once its time is over', async () => {
    const { db, names } = observe(database.db);
    await keepUp(db, AbortSignal.abort());
    expect(names()).toEqual([]);
  });
});
