import { beforeAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database } from '../../lib/platform/db/database.ts';
import { withTransaction } from '../../lib/platform/db/transaction.ts';
import { createEnqueue, createEnqueueJobs } from '../../lib/platform/jobs/enqueue.ts';
import {
  defineJob,
  newJob,
  type EnqueueOptions,
  type JobDefinition,
  type NewJob,
  type QueueName,
} from '../../lib/platform/jobs/job.ts';
import { ledger } from '../../lib/platform/jobs/ledger.ts';
import { settled, type Outcome } from '../../lib/platform/jobs/outcome.ts';
import { perform, type Attempt, type Performer } from '../../lib/platform/jobs/performer.ts';
import type { WakeUpSender } from '../../lib/platform/jobs/wake-up.ts';
import { createWorker } from '../../lib/platform/jobs/worker.ts';
import { recordWakeUps, silentLog } from './fakes.ts';
import type { OpenTestDatabase } from './use-database.ts';

/** Jobs whose work is up to the test. */

const notePayload = z.strictObject({ note: z.string() });
export type NotePayload = z.infer<typeof notePayload>;

/** A job of a kind of its own, so that unique keys and performers of two tests never meet. */
export const defineTestJob = (
  options: Partial<JobDefinition<NotePayload>> & { readonly queue?: QueueName } = {},
): JobDefinition<NotePayload> =>
  defineJob({ name: `test.${randomUUID()}`, queue: 'low-priority', payload: notePayload, ...options });

/** Inserts jobs as a committed enqueue leaves them; their ids. */
export const insertJobs = async (db: Database, jobs: readonly NewJob[]): Promise<readonly string[]> => {
  await ledger.insert(db, jobs);
  return jobs.map(({ id }) => id);
};

/** Inserts one job; its id. */
export const insertJob = async (
  db: Database,
  definition: JobDefinition<NotePayload>,
  options?: EnqueueOptions,
): Promise<string> => {
  const job = newJob(definition, { note: 'hello' }, options);
  await insertJobs(db, [job]);
  return job.id;
};

/** Inserts many jobs of one kind; their ids in order. */
export const insertMany = (
  db: Database,
  definition: JobDefinition<NotePayload>,
  count: number,
): Promise<readonly string[]> =>
  insertJobs(
    db,
    Array.from({ length: count }, () => newJob(definition, { note: 'hello' })),
  );

/** Enqueues one job in a transaction of its own, as a service does. */
export const enqueueOne = async (
  db: Database,
  wakeUps: WakeUpSender,
  definition: JobDefinition<NotePayload>,
  options?: EnqueueOptions,
): Promise<string | null> => {
  const result = await withTransaction(db, async tx =>
    ok(await createEnqueue({ wakeUps })(tx, definition, { note: 'hello' }, options)),
  );
  return result._unsafeUnwrap();
};

export const enqueueAll = (db: Database, wakeUps: WakeUpSender, jobs: readonly NewJob[]) =>
  withTransaction(db, async tx => ok(await createEnqueueJobs({ wakeUps })(tx, jobs)));

type Work = (payload: NotePayload, attempt: Attempt) => Promise<Outcome>;

/** A performer that does what the test says. */
export const performing = (definition: JobDefinition<NotePayload>, work: Work): Performer<unknown> =>
  perform(definition, () => work);

export interface WorkerOptions {
  readonly wakeUps?: WakeUpSender;
  readonly log?: typeof silentLog;
  readonly leaseSeconds?: number;
}

/** A worker as a queue function makes it for one invocation. */
export const workerFor = (
  db: Database,
  performers: readonly Performer<unknown>[],
  { wakeUps = recordWakeUps(), log = silentLog, leaseSeconds = 60 }: WorkerOptions = {},
) => createWorker({ db, wakeUps, log }, { performers, dependencies: {}, leaseSeconds });

const jobRow = z.object({
  state: z.string(),
  attempt: z.number(),
  stalls: z.number(),
  sends: z.number(),
  /** From now, in seconds. */
  runsIn: z.number(),
  sendsIn: z.number().nullable(),
  leased: z.boolean(),
  finished: z.boolean(),
  payload: z.unknown(),
  result: z.unknown(),
});

/** A job's row with its payload; times count from now. */
export const readJob = async (db: Database, id: string) => {
  const [row] = await db.query(
    `select state, attempt, stalls, sends,
            extract(epoch from run_at - now())::float8 as "runsIn", extract(epoch from send_after - now())::float8 as "sendsIn",
            lease_token is not null as leased, finished_at is not null as finished, payload, result
     from jobs join job_payloads on job_id = id where id = $1`,
    [id],
  );
  return jobRow.parse(row);
};

const attemptRow = z.object({ attempt: z.number(), outcome: z.string(), reason: z.string() });

/** The attempts at a job that did not complete, oldest first. */
export const readAttempts = async (db: Database, id: string) => {
  const rows = await db.query(
    'select attempt, outcome, reason from job_attempts where job_id = $1 order by at, attempt',
    [id],
  );
  return rows.map(row => attemptRow.parse(row));
};

/** What the passing of time does to leases: they run out. */
export const expireLease = async (db: Database, ...ids: readonly string[]): Promise<void> => {
  await db.query(
    `update jobs set lease_until = now() - interval '1 second' where id = any ($1) and state = 'active'`,
    [ids],
  );
};

/** What the passing of time does to a wait: it is over. */
export const makeDue = async (db: Database, id: string): Promise<void> => {
  await db.query('update jobs set run_at = now() where id = $1', [id]);
};

export const jobExists = async (db: Database, { id }: NewJob): Promise<boolean> =>
  (await db.query('select from jobs where id = $1', [id])).length === 1;

/** A table for what jobs do, and performers' way of doing it in the transaction that completes them. */
export const useEffects = (database: OpenTestDatabase) => {
  beforeAll(async () => {
    await database.rows('create table effects (job_id uuid not null, worker text not null)');
  });
  return {
    of: async (jobId: string): Promise<readonly unknown[]> =>
      (await database.rows('select worker from effects where job_id = $1', [jobId])).map(
        ({ worker }) => worker,
      ),
    /** A step of a longer job, with its checkpoint. */
    step: async (worker: string, attempt: Attempt): Promise<void> => {
      await withTransaction(database.db, async tx => {
        await tx.query('insert into effects values ($1, $2)', [attempt.jobId, worker]);
        await attempt.saveCheckpoint({ doneBy: worker }, tx);
        return ok();
      });
    },
    complete: async (
      worker: string,
      attempt: Attempt,
      next: readonly NewJob[] = [],
      db: Database = database.db,
    ): Promise<Outcome> => {
      await withTransaction(db, async tx => {
        await tx.query('insert into effects values ($1, $2)', [attempt.jobId, worker]);
        return ok(await attempt.complete(tx, { result: worker, next }));
      });
      return settled;
    },
  };
};

interface DirectClaim {
  readonly token?: string;
  readonly alone?: boolean;
}

/** Claims jobs as a worker does that performs whatever there is. */
export const claimDirectly = async (
  db: Database,
  ids: readonly string[],
  { token = randomUUID(), alone = false }: DirectClaim = {},
) => {
  const names = (await db.query('select distinct name from jobs')).map(({ name }) => String(name));
  return ledger.claim(db, { ids, token, leaseSeconds: 60, alone, names });
};
