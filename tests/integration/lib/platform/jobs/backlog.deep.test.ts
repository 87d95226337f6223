import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { queueControl } from '../../../../../lib/platform/jobs/queue-control.ts';
import { createDispatcher } from '../../../../../lib/platform/jobs/dispatcher.ts';
import { createJobMetrics } from '../../../../../lib/platform/jobs/job-metrics.ts';
import { createUpkeep } from '../../../../../lib/platform/jobs/upkeep.ts';
import { jobSearchRepository } from '../../../../../lib/jobs/jobs.search.repository.ts';
import { queueRepository } from '../../../../../lib/jobs/queues.repository.ts';
import { createBulkCanceller, createBulkRetrier } from '../../../../../lib/jobs/jobs.bulk.service.ts';
import { createPruner } from '../../../../../lib/maintenance/maintenance.service.ts';
import { createQueueResumer } from '../../../../../lib/jobs/queues.service.ts';
import type { Database } from '../../../../../lib/platform/db/database.ts';
import { systemClock } from '../../../../../lib/platform/clock/clock.ts';
import { recordWakeUps, silentLog } from '../../../../support/fakes.ts';
import { openExplained, type Execution } from '../../../../support/executions.ts';
import { observe } from '../../../../support/statements.ts';
import { useDatabase } from '../../../../support/use-database.ts';

/** What an outage of hours leaves behind: a hundred thousand jobs that are due. */
const BACKLOG = 100_000;
/** What was completed before, and is to be removed. */
const OLD = 20_000;
/** Far beyond what a good plan takes, also on a busy machine, and below what a bad one does. */
const LONGEST_STATEMENT_MILLISECONDS = 10_000;
/**
 * What the busiest step of a statement about five hundred jobs may take in hand: its own, and those that other dispatchers
 * take meanwhile. Reading all that are due is far beyond.
 */
const MOST_ROWS = 20_000;

// Only against what hangs: a hundred thousand rows take a busy machine its time.
jest.setTimeout(300_000);

const database = useDatabase();
const NEVER = new AbortController().signal;

/** A statement that sets the scene: it writes all the backlog at once, which no statement of the product does. */
const setUp = (text: string) => database.open('-c statement_timeout=0').query(text);

beforeAll(async () => {
  // The planner knows the table from a quiet hour, as it does when the outage begins.
  await setUp('alter table jobs set (autovacuum_enabled = false)');
  await setUp(
    `insert into jobs (id, name, queue, state, run_at, max_attempts, max_stalls, retention_seconds, finished_at)
     select gen_random_uuid(), 'test.old', 'email', 'completed', now(), 3, 3, 3600, now() - interval '1 day'
     from generate_series(1, ${OLD})`,
  );
  await setUp('analyze');
  await setUp(
    `with made as (
       insert into jobs (id, name, queue, state, run_at, send_after, max_attempts, max_stalls, retention_seconds)
       select (lpad(to_hex(floor(extract(epoch from now()) * 1000)::bigint - ${BACKLOG} + number), 12, '0')
               || '7000' || '8000' || lpad(to_hex(number), 12, '0'))::uuid,
              'test.' || number % 7, (array['email', 'reports', 'high-priority'])[number % 3 + 1], 'queued',
              now() - interval '3 hours', now() - interval '1 second', 3, 3, 3600
       from generate_series(1, ${BACKLOG}) as number
       returning id, name
     )
     insert into job_payloads (job_id, payload) select id, jsonb_build_object('name', name) from made`,
  );
});

/** A database that tells how long its slowest statement took. */
const timed = () => {
  let slowest = 0;
  const time = async <T>(work: Promise<T>): Promise<T> => {
    const startedAt = performance.now();
    const result = await work;
    slowest = Math.max(slowest, performance.now() - startedAt);
    return result;
  };
  const { db: watched, names } = observe(database.db);
  const db: Database = {
    query: (text, values) => time(watched.query(text, values)),
    connect: async () => {
      const connection = await watched.connect();
      return { ...connection, query: (text, values) => time(connection.query(text, values)) };
    },
  };
  return { db, names, slowest: () => slowest };
};
const count = (condition: string) => database.value(`select count(*) from jobs where ${condition}`);
const deadline = () => Date.now() + 3_600_000;

describe('a backlog of a hundred thousand due jobs', () => {
  it('is sent by four dispatchers at once, each job once, in short statements of five hundred', async () => {
    const wakeUps = recordWakeUps();
    const { db, during } = openExplained(database.url, 4);
    const executions = await during(async () => {
      const dispatcher = createDispatcher({ db, wakeUps, log: silentLog });
      await Promise.all(Array.from({ length: 4 }, () => dispatcher.dispatch(NEVER)));
      expect(await dispatcher.dispatch(NEVER)).toBe(0);
    });
    await db.close();
    expect(wakeUps.sent).toHaveLength(BACKLOG);
    expect(new Set(wakeUps.sent.map(({ jobId }) => jobId)).size).toBe(BACKLOG);
    const taking = executions.filter(({ name }) => name === 'jobs.take_due');
    expect(taking.length).toBeGreaterThanOrEqual(BACKLOG / 500);
    expect(taking.length).toBeLessThanOrEqual(BACKLOG / 500 + 9);
    const reads = ({ rows, readWhole }: Execution) => rows > MOST_ROWS || readWhole.includes('jobs');
    expect(taking.filter(reads).slice(0, 5)).toEqual([]);
  });

  it('of a paused queue is put off, and sent in full when that is resumed', async () => {
    await setUp(`update jobs set send_after = now() - interval '1 second' where state = 'queued'`);
    await queueControl.pause(database.db, 'email');
    const others = recordWakeUps();
    const jobMetrics = createJobMetrics(() => undefined);
    const dispatcher = createDispatcher({ db: database.db, wakeUps: others, log: silentLog });
    await createUpkeep({ db: database.db, dispatcher, jobMetrics, log: silentLog }).run(NEVER);
    const ofEmail = Number(await count(`queue = 'email' and state = 'queued'`));
    expect(others.sent).toHaveLength(BACKLOG - ofEmail);
    expect(await count(`send_after = 'infinity'`)).toBe(ofEmail);

    const wakeUps = recordWakeUps();
    const { db, slowest } = timed();
    const resumed = await createQueueResumer({
      db,
      dispatcher: createDispatcher({ db, wakeUps, log: silentLog }),
      clock: systemClock,
      log: silentLog,
      deadline: deadline(),
    }).resume('me', 'email');
    expect(resumed._unsafeUnwrap()).toMatchObject({ woken: ofEmail, complete: true });
    expect(new Set(wakeUps.sent.map(({ jobId }) => jobId)).size).toBe(ofEmail);
    expect(wakeUps.sent).toHaveLength(ofEmail);
    expect(slowest()).toBeLessThan(LONGEST_STATEMENT_MILLISECONDS);
  });

  it('is searched, counted and shown in short statements, whatever is asked for', async () => {
    const { db, slowest } = timed();
    const page = { limit: 21 };
    const names = (jobs: readonly { readonly name: string }[]) => new Set(jobs.map(({ name }) => name));
    expect(await jobSearchRepository.search(db, {}, page)).toHaveLength(21);
    expect(names(await jobSearchRepository.search(db, { name: 'test.3' }, page))).toEqual(
      new Set(['test.3']),
    );
    expect(await jobSearchRepository.search(db, { state: ['failed'] }, page)).toEqual([]);
    expect(await jobSearchRepository.search(db, { queue: 'reports', state: ['queued'] }, page)).toHaveLength(
      21,
    );
    expect(await jobSearchRepository.search(db, { payload: { name: 'test.5' } }, page)).toHaveLength(21);
    expect(await jobSearchRepository.search(db, { payload: { name: 'nobody' } }, page)).toEqual([]);
    expect((await queueRepository.count(db)).email.queued).toBe(
      await count(`queue = 'email' and state = 'queued'`),
    );
    expect(slowest()).toBeLessThan(LONGEST_STATEMENT_MILLISECONDS);
  });

  it('is cancelled and retried in short statements of a thousand', async () => {
    const { db, names, slowest } = timed();
    const wakeUps = recordWakeUps();
    const deps = {
      db,
      jobSearch: jobSearchRepository,
      clock: systemClock,
      log: silentLog,
      deadline: deadline(),
    };
    const cancelled = await createBulkCanceller(deps).cancelAll('me', { state: ['queued'] });
    expect(cancelled._unsafeUnwrap()).toEqual({
      cancelled: BACKLOG,
      requested: 0,
      dependents: 0,
      complete: true,
    });
    const retried = await createBulkRetrier({ ...deps, wakeUps }).retryAll('me', { state: ['cancelled'] });
    expect(retried._unsafeUnwrap()).toEqual({ retried: BACKLOG, keyTaken: 0, complete: true });
    expect(wakeUps.sent).toHaveLength(BACKLOG);
    expect(slowest()).toBeLessThan(LONGEST_STATEMENT_MILLISECONDS);
    expect(names().filter(name => name === 'jobs.cancel')).toHaveLength(BACKLOG / 1000);
    expect(names().filter(name => name === 'jobs.retry')).toHaveLength(BACKLOG / 1000);
  });

  it('does not keep what is over from being removed in short statements', async () => {
    const { db, slowest } = timed();
    const { removed, complete } = await createPruner({ db }).prune(NEVER);
    expect([removed.jobs, complete]).toEqual([OLD, true]);
    expect(slowest()).toBeLessThan(LONGEST_STATEMENT_MILLISECONDS);
  });
});
