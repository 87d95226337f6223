import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database, Executor } from '../../lib/platform/db/database.ts';
import { withTransaction, type Transaction } from '../../lib/platform/db/transaction.ts';
import { defineJob, newJob, type NewJob } from '../../lib/platform/jobs/job.ts';
import type { Settlement } from '../../lib/platform/jobs/ledger.ts';

/** The job that does nothing, and its table. */

export const job = defineJob({
  name: 'bench.job',
  queue: 'high-priority',
  payload: z.strictObject({ number: z.number() }),
});

export const jobsOf = (numbers: readonly number[]): readonly NewJob[] =>
  numbers.map(number => newJob(job, { number }));

/** How it is settled. */
export const done: Omit<Settlement, 'id'> = {
  state: 'completed',
  outcome: 'completed',
  reason: '',
  delay_seconds: 0,
  result: null,
};

const counted = z.object({ jobs: z.number() });

export const countLeft = async (db: Executor): Promise<number> => {
  const [row] = await db.query(
    `/* bench.left */ select count(*)::integer as jobs from jobs where state <> 'completed'`,
  );
  return counted.parse(row).jobs;
};

export const clearJobs = async (db: Executor): Promise<void> => {
  await db.query('truncate effects, jobs, job_payloads cascade');
};

export const inTransaction = async (
  db: Database,
  work: (tx: Transaction) => Promise<unknown>,
): Promise<void> => {
  const result = await withTransaction<unknown, never>(db, async tx => ok(await work(tx)));
  if (result.isErr()) throw new Error('it was not committed');
};

export const insertEffect = async (tx: Executor, number: number): Promise<void> => {
  await tx.query('/* bench.effect */ insert into effects (number) values ($1)', [number]);
};
