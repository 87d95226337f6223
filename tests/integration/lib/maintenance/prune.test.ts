import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok } from 'neverthrow';
import { maintenancePrune } from '../../../../lib/maintenance/maintenance.jobs.ts';
import { performMaintenancePrune } from '../../../../lib/maintenance/maintenance.performers.ts';
import { createMaintenanceScheduler, createPruner } from '../../../../lib/maintenance/maintenance.service.ts';
import { prunes } from '../../../../lib/maintenance/prune.sql.ts';
import { withTransaction } from '../../../../lib/platform/db/transaction.ts';
import { createEnqueue } from '../../../../lib/platform/jobs/enqueue.ts';
import type { EnqueueOptions, JobDefinition } from '../../../../lib/platform/jobs/job.ts';
import { createWorker } from '../../../../lib/platform/jobs/worker.ts';
import { createUser } from '../../../support/builders.ts';
import { recordWakeUps, silentLog } from '../../../support/fakes.ts';
import { defineTestJob, insertJob, insertMany, readJob, type NotePayload } from '../../../support/jobs.ts';
import { observe } from '../../../support/statements.ts';
import { useDatabase } from '../../../support/use-database.ts';

const database = useDatabase();
const wakeUps = recordWakeUps();
const job = defineTestJob({ retentionSeconds: 3600 });
const NEVER = new AbortController().signal;

beforeEach(async () => {
  for (const table of ['jobs', 'users', 'idempotency_keys', 'rate_limits'])
    await database.rows(`delete from ${table}`);
});

const prune = (db: Parameters<typeof observe>[0] = database.db, signal = NEVER) =>
  createPruner({ db }).prune(signal);
const finished = async (
  state: string,
  secondsAgo: number,
  definition: JobDefinition<NotePayload> = job,
  options?: EnqueueOptions,
) => {
  const id = await insertJob(database.db, definition, options);
  await database.rows(
    `update jobs set state = $2, send_after = null, finished_at = now() - make_interval(secs => $3) where id = $1`,
    [id, state, secondsAgo],
  );
  return id;
};
const exists = async (id: string) =>
  (await database.rows('select from jobs where id = $1', [id])).length === 1;

describe('pruning jobs', () => {
  it.each(['completed', 'cancelled'])(
    'removes a %s one when its retention is over, with all of it',
    async state => {
      const old = await finished(state, 3601);
      const recent = await finished(state, 3599);
      await database.rows(
        `insert into job_attempts (job_id, attempt, outcome, reason) values ($1, 1, 'retry', 'x')`,
        [old],
      );
      expect((await prune()).removed.jobs).toBe(1);
      expect([await exists(old), await exists(recent)]).toEqual([false, true]);
      expect(await database.value('select count(*) from job_payloads')).toBe(1);
      expect(await database.value('select count(*) from job_attempts')).toBe(0);
    },
  );

  it('keeps a failed one for ever, or for as long as its job says', async () => {
    const kept = await finished('failed', 10_000_000);
    const limited = defineTestJob({ retentionSeconds: 10, failedRetentionSeconds: 3600 });
    const [recent, old] = [await finished('failed', 3599, limited), await finished('failed', 3601, limited)];
    await prune();
    expect(await Promise.all([kept, recent, old].map(exists))).toEqual([true, true, false]);
  });

  it('leaves live ones alone, whatever their age', async () => {
    const id = await insertJob(database.db, job);
    await database.rows(
      `update jobs set created_at = '2020-01-01', run_at = '2020-01-01', started_at = '2020-01-01'`,
    );
    await prune();
    expect(await exists(id)).toBe(true);
  });

  it('keeps a failed one that others wait for, and not one whose dependents are cancelled', async () => {
    const limited = defineTestJob({ failedRetentionSeconds: 10 });
    const parents = [await insertJob(database.db, limited), await insertJob(database.db, limited)];
    const children: string[] = [];
    for (const parent of parents) children.push(await insertJob(database.db, job, { dependsOn: [parent] }));
    await database.rows(
      `update jobs set state = 'failed', send_after = null, finished_at = now() - interval '1 hour' where id = any ($1)`,
      [parents],
    );
    await database.rows(`update jobs set state = 'cancelled', finished_at = now() where id = $1`, [
      children[1],
    ]);
    await prune();
    expect(await Promise.all([...parents, ...children].map(exists))).toEqual([true, false, true, true]);
  });

  it('leaves one alone that somebody is just retrying', async () => {
    const id = await finished('cancelled', 7200);
    await withTransaction(database.db, async tx => {
      await tx.query('select from jobs where id = $1 for update', [id]);
      expect((await prune()).removed.jobs).toBe(0);
      return ok();
    });
    expect((await prune()).removed.jobs).toBe(1);
  });

  it('removes thousands, a thousand a statement, and stops between two when its time is over', async () => {
    await insertMany(database.db, job, 2500);
    await database.rows(
      `update jobs set state = 'completed', send_after = null, finished_at = now() - interval '1 day'`,
    );
    const abort = new AbortController();
    const { db, names } = observe(database.db, () => {
      if (names().length === 2) abort.abort();
    });
    expect(await prune(db, abort.signal)).toMatchObject({ removed: { jobs: 2000 }, complete: false });
    expect(names()).toEqual(['maintenance.prune_jobs', 'maintenance.prune_jobs']);
    expect(await prune()).toMatchObject({ removed: { jobs: 500 }, complete: true });
  });
});

describe('pruning', () => {
  it('removes what else is over: idempotency keys, rate limits, sessions, password resets and tickets', async () => {
    const { userId, sessionId } = await createUser(database.db);
    await database.rows(
      `insert into sessions (id, user_id, expires_at) values (gen_random_uuid(), $1, now() - interval '1 second')`,
      [userId],
    );
    await database.rows(
      `insert into idempotency_keys (scope, key, fingerprint, snapshot, created_at) values
         ('s', 'old', 'f', '{}', now() - interval '25 hours'), ('s', 'new', 'f', '{}', now() - interval '23 hours')`,
    );
    for (const [name, expiry] of [
      ['old', '-1 second'],
      ['new', '1 minute'],
    ]) {
      await database.rows(
        `insert into rate_limits (key, used, expires_at) values ($1, 1, now() + $2::interval)`,
        [name, expiry],
      );
      await database.rows(
        `insert into password_resets (hash, user_id, expires_at) values ($1, $2, now() + $3::interval)`,
        [name, userId, expiry],
      );
      await database.rows(
        `insert into tickets (hash, user_id, session_id, role, expires_at) values ($1, $2, $3, 'user', now() + $4::interval)`,
        [name, userId, sessionId, expiry],
      );
    }
    expect(await prune()).toEqual({
      removed: { jobs: 0, idempotencyKeys: 1, rateLimits: 1, sessions: 1, passwordResets: 1, tickets: 1 },
      complete: true,
    });
    for (const [table, column] of [
      ['idempotency_keys', 'key'],
      ['rate_limits', 'key'],
      ['password_resets', 'hash'],
      ['tickets', 'hash'],
    ])
      expect(await database.rows(`select ${column} as name from ${table}`)).toEqual([{ name: 'new' }]);
    expect(await database.rows('select id from sessions')).toEqual([{ id: sessionId }]);
  });

  it.each([
    ['jobs', 'jobs_expires_at'],
    ['idempotencyKeys', 'idempotency_keys_created_at'],
    ['rateLimits', 'rate_limits_expires_at'],
    ['sessions', 'sessions_expires_at'],
    ['passwordResets', 'password_resets_expires_at'],
    ['tickets', 'tickets_expires_at'],
  ] as const)('of %s is served by the index %s', async (kind, index) => {
    await withTransaction(database.db, async tx => {
      // Of a table without rows an index is never worth it.
      await tx.query('set local enable_seqscan = off');
      const plan = await tx.query(`explain ${prunes[kind]}`, [1000]);
      expect(JSON.stringify(plan)).toContain(index);
      return ok();
    });
  });
});

describe('the job that prunes', () => {
  const request = () =>
    createMaintenanceScheduler({ db: database.db, enqueue: createEnqueue({ wakeUps }) }).requestPrune();
  const work = (id: string, db: Parameters<typeof observe>[0] = database.db) =>
    createWorker(
      { db, wakeUps, log: silentLog },
      {
        performers: [performMaintenancePrune],
        dependencies: { pruner: createPruner({ db }) },
        leaseSeconds: 60,
      },
    ).work([id]);

  it('is one at a time, however often it is asked for', async () => {
    const [first, second] = [await request(), await request()];
    expect([typeof first._unsafeUnwrap(), second._unsafeUnwrap()]).toEqual(['string', null]);
    await work(String(first._unsafeUnwrap()));
    expect((await request())._unsafeUnwrap()).not.toBeNull();
  });

  it('tells what it has removed', async () => {
    await finished('completed', 7200);
    const id = String((await request())._unsafeUnwrap());
    await work(id);
    expect(await readJob(database.db, id)).toMatchObject({
      state: 'completed',
      result: { jobs: 1, idempotencyKeys: 0, rateLimits: 0, sessions: 0, passwordResets: 0, tickets: 0 },
    });
  });

  it('waits on the low-priority queue, and is removed itself after a day', () => {
    expect(maintenancePrune).toMatchObject({ queue: 'low-priority', retentionSeconds: 86_400 });
  });
});
