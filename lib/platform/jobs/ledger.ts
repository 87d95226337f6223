import { ok } from 'neverthrow';
import * as z from 'zod';
import type { Database, Executor } from '../db/database.ts';
import { withTransaction } from '../db/transaction.ts';
import { claimJobs } from './claim-jobs.sql.ts';
import { takeDueJobs } from './due-jobs.sql.ts';
import { completeJob, completeLinkedJob } from './complete-job.sql.ts';
import { insertJobs } from './insert-jobs.sql.ts';
import { insertLinkedJobs } from './insert-linked-jobs.sql.ts';
import { queueNames, type NewJob } from './job.ts';
import { LOOK_AHEAD_SECONDS } from './schedule.ts';
import { lockHeldJobs, settleCompleted, settleJobs, settleJobsWithDependents } from './settle-jobs.sql.ts';
import { wakeUp, type WakeUp } from './wake-up.ts';

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
  /** From when it was due until now. */
  waitedSeconds: z.number(),
  payload: z.unknown(),
  checkpoint: z.unknown(),
  traceparent: z.string().nullable(),
});
const claimRow = z.discriminatedUnion('verdict', [
  claimedRow,
  z.object({
    verdict: z.enum(['failed', 'cancelled']),
    id: z.string(),
    name: z.string(),
    queue: z.enum(queueNames),
  }),
  z.object({
    verdict: z.literal('alone'),
    id: z.string(),
    queue: z.enum(queueNames),
    groupId: z.string().nullable(),
  }),
  z.object({ verdict: z.literal('unknown'), id: z.string(), name: z.string() }),
]);
const settledRow = z.object({
  settled: z.array(z.string()),
  cancelled: z.array(z.string()),
  wakeUps: z.array(wakeUp),
});
const completedId = z.object({ id: z.string() });
const completedRow = z.object({ wakeUps: z.array(wakeUp) });
const dueRow = wakeUp.extend({ paused: z.boolean() });

/** A job that this worker holds until its lease runs out. */
export type ClaimedJob = Readonly<z.infer<typeof claimedRow>>;
/** What a claim found: a job claimed, one that has ended, one that must be claimed alone, or one nobody here performs. */
export type Claim = Readonly<z.infer<typeof claimRow>>;

export interface ClaimRequest {
  readonly ids: readonly string[];
  /** Fresh for each claim: what proves later that the lease is still held. */
  readonly token: string;
  readonly leaseSeconds: number;
  /** Whether a job that has stalled may be claimed: only by itself. */
  readonly alone: boolean;
  /** The jobs that the claimer performs. */
  readonly names: readonly string[];
}

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

/** Messages for later than SQS can hold are the dispatcher's to send. */
const dueSoon = (wakeUps: readonly WakeUp[]): readonly WakeUp[] =>
  wakeUps.filter(({ delaySeconds }) => delaySeconds <= LOOK_AHEAD_SECONDS);

const keyOf = ({ id, name, unique_key }: NewJob): string =>
  unique_key === null ? id : `${name} ${unique_key}`;

/** Of several jobs with one unique key the last counts: a statement can insert a key once. What depends on one depends on that. */
const withoutTwins = (jobs: readonly NewJob[]): readonly NewJob[] => {
  const byKey = new Map(jobs.map(job => [keyOf(job), job]));
  if (byKey.size === jobs.length) return jobs;
  const twins = new Map(jobs.map(job => [job.id, byKey.get(keyOf(job))?.id ?? job.id]));
  return [...byKey.values()].map(job => ({
    ...job,
    depends_on: job.depends_on.map(id => twins.get(id) ?? id),
  }));
};

/** Whether jobs need the longer statement, for their dependencies or their unique keys. */
const areLinked = (jobs: readonly NewJob[]): boolean =>
  jobs.some(({ depends_on, unique_mode }) => depends_on.length > 0 || unique_mode !== 'drop');

type Settled = Readonly<z.infer<typeof settledRow>>;

/** By the short statement for what the batch is; it leaves alone what has dependents. */
const settleShortly = async (
  db: Executor,
  token: string,
  settlements: readonly Settlement[],
): Promise<Settled> => {
  if (!settlements.every(({ state, result }) => state === 'completed' && result === null))
    return settleWith(db, settleJobs, token, settlements);
  const rows = await db.query(settleCompleted, [settlements.map(({ id }) => id), token]);
  return { settled: rows.map(row => completedId.parse(row).id), cancelled: [], wakeUps: [] };
};

const settleWith = async (
  db: Executor,
  statement: string,
  token: string,
  settlements: readonly Settlement[],
): Promise<Settled> => {
  const [row] = await db.query(statement, [JSON.stringify(settlements), token]);
  return settledRow.parse(row);
};

const settleLocked = async (db: Database, token: string, settlements: readonly Settlement[]) => {
  const settled = await withTransaction<Settled, never>(db, async tx => {
    await tx.query(lockHeldJobs, [settlements.map(({ id }) => id), token]);
    return ok(await settleWith(tx, settleJobsWithDependents, token, settlements));
  });
  return settled.match(
    row => row,
    none => none,
  );
};

/** The statements of the job ledger, each one round trip however many jobs it is about. */
export const ledger = {
  /** @returns the jobs inserted or put off, and the messages to send once that is committed */
  async insert(db: Executor, jobs: readonly NewJob[]) {
    const statement = areLinked(jobs) ? insertLinkedJobs : insertJobs;
    const rows = await db.query(statement, [JSON.stringify(withoutTwins(jobs))]);
    const written = rows.map(row => wakeUp.parse(row));
    return { ids: written.map(({ jobId }) => jobId), wakeUps: dueSoon(written) };
  },

  async claim(
    db: Executor,
    { ids, token, leaseSeconds, alone, names }: ClaimRequest,
  ): Promise<readonly Claim[]> {
    const rows = await db.query(claimJobs, [ids, token, leaseSeconds, alone, names]);
    return rows.map(row => claimRow.parse(row));
  },

  /**
   * Settles jobs; those that the short statement leaves alone have dependents, or their lease is lost.
   *
   * @returns the ids settled (one whose lease is lost is missing), those cancelled among them, and the messages to send
   */
  async settle(db: Database, token: string, settlements: readonly Settlement[]) {
    const first = await settleShortly(db, token, settlements);
    const left = settlements.filter(({ id }) => !first.settled.includes(id));
    const results = left.length === 0 ? [first] : [first, await settleLocked(db, token, left)];
    return {
      settled: new Set(results.flatMap(({ settled }) => settled)),
      cancelled: new Set(results.flatMap(({ cancelled }) => cancelled)),
      wakeUps: dueSoon(results.flatMap(({ wakeUps }) => wakeUps)),
    };
  },

  /** @returns the messages to send after the commit; undefined when the lease is lost and nothing was written */
  async complete(
    tx: Executor,
    { id, token, result, next }: { id: string; token: string; result: unknown; next: readonly NewJob[] },
  ): Promise<readonly WakeUp[] | undefined> {
    const children = withoutTwins(next.map(job => ({ ...job, parent_id: id })));
    const values = [
      id,
      token,
      result === undefined ? null : JSON.stringify(result),
      JSON.stringify(children),
    ];
    const [short] = areLinked(next) ? [] : await tx.query(completeJob, values);
    if (short === undefined) await tx.query(lockHeldJobs, [[id], token]);
    const [row] = short === undefined ? await tx.query(completeLinkedJob, values) : [short];
    return row === undefined ? undefined : dueSoon(completedRow.parse(row).wakeUps);
  },

  /** @returns how many jobs were taken, and the messages to send for those whose queue is not paused */
  async takeDue(db: Executor, limit: number) {
    const rows = (await db.query(takeDueJobs, [limit])).map(row => dueRow.parse(row));
    const sent = rows.filter(({ paused }) => !paused);
    return { taken: rows.length, wakeUps: sent.map(row => wakeUp.parse(row)) };
  },
} as const;
