import * as z from 'zod';
import type { Executor } from '../db/database.ts';
import { claimJobs } from './claim-jobs.sql.ts';
import { takeDueJobs } from './due-jobs.sql.ts';
import { insertJobs } from './insert-jobs.sql.ts';
import { queueNames, type NewJob } from './job.ts';
import { completeJob, settleJobs } from './settle-jobs.sql.ts';
import type { WakeUp } from './wake-up.ts';

const claimedRow = z.object({
  verdict: z.literal('claimed'),
  id: z.string(),
  stalled: z.boolean(),
  name: z.string(),
  queue: z.enum(queueNames),
  attempt: z.number(),
  stalls: z.number(),
  maxAttempts: z.number(),
  groupId: z.string().nullable(),
  payload: z.unknown(),
});
const claimRow = z.discriminatedUnion('verdict', [
  claimedRow,
  z.object({ verdict: z.enum(['alone', 'failed']), id: z.string() }),
]);
const idRow = z.object({ id: z.string() });
const completedRow = z.object({ next: z.array(z.string()) });
const wakeUpRow = z.object({
  jobId: z.string(),
  queue: z.enum(queueNames),
  groupId: z.string().nullable(),
  delaySeconds: z.number(),
});

/** A job that this worker holds until its lease runs out. */
export type ClaimedJob = Readonly<z.infer<typeof claimedRow>>;
/** What a claim found: a job claimed, one failed for stalling too often, or one that must be claimed alone. */
export type Claim = Readonly<z.infer<typeof claimRow>>;

/** How one job is to be settled. */
export interface Settlement {
  readonly id: string;
  readonly state: 'completed' | 'failed' | 'retrying';
  readonly outcome: 'completed' | 'retry' | 'discard' | 'snooze' | 'failed';
  readonly reason: string;
  /** For a job that goes on: when. */
  readonly delay_seconds: number;
  readonly result: unknown;
}

/** The statements of the job ledger, each one round trip however many jobs it is about. */
export const ledger = {
  /** @returns the ids inserted; a job whose unique key is taken is missing */
  async insert(db: Executor, jobs: readonly NewJob[]): Promise<readonly string[]> {
    const rows = await db.query(insertJobs, [JSON.stringify(jobs)]);
    return rows.map(row => idRow.parse(row).id);
  },

  async claim(
    db: Executor,
    {
      ids,
      token,
      leaseSeconds,
      alone,
    }: { ids: readonly string[]; token: string; leaseSeconds: number; alone: boolean },
  ): Promise<readonly Claim[]> {
    const rows = await db.query(claimJobs, [ids, token, leaseSeconds, alone]);
    return rows.map(row => claimRow.parse(row));
  },

  /** @returns the ids settled; one whose lease is lost is missing */
  async settle(
    db: Executor,
    token: string,
    settlements: readonly Settlement[],
  ): Promise<ReadonlySet<string>> {
    const rows = await db.query(settleJobs, [JSON.stringify(settlements), token]);
    return new Set(rows.map(row => idRow.parse(row).id));
  },

  /** @returns the ids of the following jobs that were inserted; undefined when the lease is lost and nothing was written */
  async complete(
    db: Executor,
    { id, token, result, next }: { id: string; token: string; result: unknown; next: readonly NewJob[] },
  ): Promise<readonly string[] | undefined> {
    const [row] = await db.query(completeJob, [
      id,
      token,
      result === undefined ? null : JSON.stringify(result),
      JSON.stringify(next),
    ]);
    return row === undefined ? undefined : completedRow.parse(row).next;
  },

  async takeDue(db: Executor, limit: number): Promise<readonly WakeUp[]> {
    const rows = await db.query(takeDueJobs, [limit]);
    return rows.map(row => wakeUpRow.parse(row));
  },
} as const;
