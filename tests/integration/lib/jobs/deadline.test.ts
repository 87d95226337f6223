import { beforeEach, describe, expect, it } from '@jest/globals';
import { createBulkCanceller, createBulkRetrier } from '../../../../lib/jobs/jobs.bulk.service.ts';
import { jobSearchRepository } from '../../../../lib/jobs/jobs.search.repository.ts';
import { queueRepository } from '../../../../lib/jobs/queues.repository.ts';
import { createQueueReader, createQueueResumer } from '../../../../lib/jobs/queues.service.ts';
import { createRedriver } from '../../../../lib/jobs/dead-letters.service.ts';
import type { DeadLetter, DeadLetterQueues } from '../../../../lib/platform/jobs/dead-letters.ts';
import { uuidv7 } from '../../../../lib/platform/ids/uuid.ts';
import { createDispatcher } from '../../../../lib/platform/jobs/dispatcher.ts';
import { newJob } from '../../../../lib/platform/jobs/job.ts';
import {
  clockAt,
  recordLog,
  recordWakeUps,
  type RecordedSender,
  type StandingClock,
} from '../../../support/fakes.ts';
import { defineTestJob, insertJobs, insertMany } from '../../../support/jobs.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

/** Long work of operators when the time of its invocation ends first, and when SQS is away. */

const database = useDatabase();
const job = defineTestJob();
let clock: StandingClock;
let wakeUps: RecordedSender;
const { log } = recordLog();

/** Ahead of the machine's clock, so that jobs are of before it however slowly they are made. */
const START = Date.now() + 600_000;
const at = (secondsFromStart: number) => new Date(START + secondsFromStart * 1000).toISOString();
const deadline = START + 60_000;

beforeEach(async () => {
  await database.rows('delete from jobs');
  clock = clockAt(at(1));
  wakeUps = recordWakeUps();
});

/** A database for which the time is over once a statement has run so often. */
const slowAfter = (statement: string, times: number) => {
  let seen = 0;
  return observe(database.db, name => {
    if (name === statement) seen += 1;
    if (seen === times) clock.set(at(59));
  }).db;
};
const count = (state: string) => database.value('select count(*) from jobs where state = $1', [state]);

describe('work that its time cuts off', () => {
  it('ends after a chunk when jobs are cancelled, says so, and is done when it is asked for again', async () => {
    await insertMany(database.db, job, 2500);
    const canceller = (db = database.db as Parameters<typeof observe>[0]) =>
      createBulkCanceller({ db, jobSearch: jobSearchRepository, clock, log, deadline });
    const reports: number[] = [];
    const first = await canceller(slowAfter('jobs.cancel', 1)).cancelAll(
      'me',
      { name: job.name },
      ({ cancelled }) => reports.push(cancelled),
    );
    expect(first._unsafeUnwrap()).toMatchObject({ cancelled: 1000, complete: false });
    clock.set(at(1));
    const second = await canceller().cancelAll('me', { name: job.name }, ({ cancelled }) =>
      reports.push(cancelled),
    );
    expect(second._unsafeUnwrap()).toMatchObject({ cancelled: 1500, complete: true });
    expect(reports).toEqual([1000, 1000, 1500]);
    expect(await count('cancelled')).toBe(2500);
  });

  it('ends after a chunk when jobs are retried, and every one retried has its message', async () => {
    await insertMany(database.db, job, 1500);
    await database.rows(`update jobs set state = 'failed', send_after = null, finished_at = now()`);
    const retrier = createBulkRetrier({
      db: slowAfter('jobs.retry', 1),
      jobSearch: jobSearchRepository,
      wakeUps,
      clock,
      log,
      deadline,
    });
    const retried = await retrier.retryAll('me', { name: job.name });
    expect(retried._unsafeUnwrap()).toEqual({ retried: 1000, keyTaken: 0, complete: false });
    expect(wakeUps.sent).toHaveLength(1000);
    expect(await count('failed')).toBe(500);
  });

  it('does not go on to jobs that came after it began', async () => {
    await insertMany(database.db, job, 1000);
    let late: readonly string[] = [];
    const { db } = observe(database.db, async name => {
      if (name !== 'jobs.cancel' || late.length > 0) return;
      const made = Array.from({ length: 5 }, () => newJob(job, { note: 'late' }));
      late = await insertJobs(
        database.db,
        made.map(one => ({ ...one, id: uuidv7(clock.now().getTime() + 2_000) })),
      );
    });
    clock.set(new Date().toISOString());
    const canceller = createBulkCanceller({
      db,
      jobSearch: jobSearchRepository,
      clock,
      log,
      deadline: clock.now().getTime() + 60_000,
    });
    const cancelled = await canceller.cancelAll('me', { name: job.name });
    expect(cancelled._unsafeUnwrap()).toMatchObject({ cancelled: 1000, complete: true });
    expect(await count('queued')).toBe(5);
  });

  it('has a queue resumed all the same: the next minute does the rest', async () => {
    await insertMany(database.db, job, 10);
    await database.rows(`update jobs set send_after = 'infinity'`);
    await database.rows(`insert into paused_queues (queue) values ('low-priority')`);
    clock.set(at(59));
    const dispatcher = createDispatcher({ db: database.db, wakeUps, log });
    const resumer = createQueueResumer({ db: database.db, dispatcher, clock, log, deadline });
    const resumed = await resumer.resume('me', 'low-priority');
    expect(resumed._unsafeUnwrap()).toMatchObject({ wasPaused: true, complete: false });
    expect(await database.value('select count(*) from paused_queues')).toBe(0);
  });
});

const letter = (index: number): DeadLetter => ({
  messageId: String(index),
  receiptHandle: String(index),
  body: 'x',
  jobId: undefined,
  sentAt: 0,
});

describe('dead letters', () => {
  it('that a redrive did not get to are given back', async () => {
    const released: string[] = [];
    let received = 0;
    const deadLetters: DeadLetterQueues = {
      depth: async () => 0,
      receive: async () => {
        received += 1;
        clock.set(at(59));
        return [letter(1), letter(2)];
      },
      release: async (_queue, letters) => void released.push(...letters.map(({ messageId }) => messageId)),
      remove: async () => undefined,
    };
    const redriver = createRedriver({
      db: database.db,
      queues: queueRepository,
      deadLetters,
      wakeUps,
      clock,
      log,
      deadline,
    });
    const redriven = await redriver.redrive('me', 'email', { foreign: 'leave' });
    expect(redriven._unsafeUnwrap()).toEqual({ woken: 0, obsolete: 0, foreign: 2, complete: false });
    expect([received, released]).toEqual([1, ['1', '2']]);
  });

  it('are told as unknown while SQS does not answer, and the rest of the overview is not', async () => {
    const deadLetters = {
      depth: async () => Promise.reject(new Error('no route to host')),
    } as Partial<DeadLetterQueues>;
    const reader = createQueueReader({
      db: database.db,
      queues: queueRepository,
      deadLetters: deadLetters as DeadLetterQueues,
      log,
    });
    const { items } = (await reader.overview())._unsafeUnwrap();
    expect(items.map(item => item.deadLetters)).toEqual([null, null, null, null, null]);
  });
});
