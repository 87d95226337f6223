import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Executor } from '../db/database.ts';
import { endedStates, jobStates } from './job-state.ts';

const FIRST_POLL_MILLISECONDS = 20;
const LONGEST_POLL_MILLISECONDS = 1_000;

const jobRow = z.object({ state: z.enum(jobStates), result: z.unknown() });
const ended: readonly string[] = endedStates;

export interface WaitOptions {
  readonly timeoutSeconds: number;
  /** Ends the wait early. */
  readonly signal?: AbortSignal;
}

/** The job as it was last seen. */
export type AwaitedJob = Readonly<z.infer<typeof jobRow>> & {
  /** Whether it has ended; false when the wait was over first. */
  readonly ended: boolean;
};

/**
 * Waits until a job has ended, for tests and tools; the application never waits for a job. It always comes back: with the job as
 * it is when the time is over or the signal is aborted, and with undefined when there is no such job.
 */
export const waitForJob = async (
  db: Executor,
  id: string,
  { timeoutSeconds, signal }: WaitOptions,
): Promise<AwaitedJob | undefined> => {
  const deadline = performance.now() + timeoutSeconds * 1000;
  for (let pause = FIRST_POLL_MILLISECONDS; ; pause = Math.min(pause * 2, LONGEST_POLL_MILLISECONDS)) {
    const job = await read(db, id);
    const left = deadline - performance.now();
    if (job === undefined || job.ended || left <= 0 || signal?.aborted === true) return job;
    // An aborted sleep is over, which is all that is wanted of it.
    await sleep(Math.min(pause, left), undefined, signal && { signal }).catch(() => undefined);
  }
};

const read = async (db: Executor, id: string): Promise<AwaitedJob | undefined> => {
  const [row] = await db.query(
    `-- jobs.wait_for
     select state, result from jobs join job_payloads on job_payloads.job_id = jobs.id where jobs.id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  const job = jobRow.parse(row);
  return { ...job, ended: ended.includes(job.state) };
};
