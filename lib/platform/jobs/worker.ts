import { randomUUID } from 'node:crypto';
import { attemptJob } from './attempt.ts';
import { watchCancellations } from './cancellation.ts';
import {
  eventOfSettlement,
  eventsOfClaims,
  jobEvent,
  logJobEvents,
  type AttemptedJob,
  type JobEvent,
} from './job-events.ts';
import { inTraceOf } from './job-trace.ts';
import { ledger, type ClaimedJob, type Settlement } from './ledger.ts';
import { settlementOf } from './settlement.ts';
import type { WakeUp } from './wake-up.ts';
import type { WorkerDeps, WorkerOptions } from './worker-options.ts';

/** With less time left no job is started: it would only be cut off, and counted as an attempt. */
const SHORTEST_RUN_MILLISECONDS = 2_000;

/** Performs jobs named by messages: one claim, the attempts side by side, one settlement. */
export const createWorker = <Dependencies>(deps: WorkerDeps, options: WorkerOptions<Dependencies>) => ({
  /**
   * Works on the jobs that are due and free among `ids`; the rest need nothing. Jobs that have stalled are worked on one by
   * one, and near the deadline given back with a message of their own.
   *
   * @returns the ids of jobs that nobody here performs; their messages belong in the dead-letter queue
   */
  async work(ids: readonly string[]): Promise<readonly string[]> {
    const { deadline = Infinity } = options;
    const { unknown, alone } = await workOn(ids, false, deps, options);
    const givenBack: WakeUp[] = [];
    for (const { id, queue, groupId } of alone) {
      if (deadline - Date.now() >= SHORTEST_RUN_MILLISECONDS) await workOn([id], true, deps, options);
      else givenBack.push({ jobId: id, queue, groupId, delaySeconds: 0 });
    }
    await deps.wakeUps.send(givenBack);
    return unknown.map(({ id }) => id);
  },
});

const workOn = async <Dependencies>(
  ids: readonly string[],
  alone: boolean,
  deps: WorkerDeps,
  options: WorkerOptions<Dependencies>,
) => {
  const token = randomUUID();
  const names = options.performers.map(({ job }) => job.name);
  const { leaseSeconds } = options;
  const claims = await ledger.claim(deps.db, { ids, token, leaseSeconds, alone, names });
  const events: JobEvent[] = [...eventsOfClaims(claims)];
  const jobs = claims.filter(claim => claim.verdict === 'claimed');
  const attempts = await attemptAll(jobs, token, deps, options);

  const settlements: Settlement[] = [];
  for (const { job, performed } of attempts) {
    const settlement = settlementOf(job, performed);
    if (settlement !== undefined) settlements.push(settlement);
    else events.push(jobEvent(performed.kind === 'lease_lost' ? 'job.lease_lost' : 'job.completed', job));
  }
  events.push(
    ...(await settle(
      attempts.map(({ job }) => job),
      settlements,
      token,
      deps,
    )),
  );
  logJobEvents(events, deps.log);
  await options.observe?.(events);
  return {
    alone: claims.filter(claim => claim.verdict === 'alone'),
    unknown: claims.filter(claim => claim.verdict === 'unknown'),
  };
};

const attemptAll = async <Dependencies>(
  jobs: readonly ClaimedJob[],
  token: string,
  deps: WorkerDeps,
  options: WorkerOptions<Dependencies>,
) => {
  const ids = jobs.map(({ id }) => id);
  const cancellations = watchCancellations(deps, ids, token);
  try {
    return await Promise.all(
      jobs.map(async job => {
        const startedAt = performance.now();
        const performed = await inTraceOf(job, () =>
          attemptJob(job, token, cancellations.signalOf(job.id), deps, options),
        );
        return { job: { ...job, ranSeconds: (performance.now() - startedAt) / 1000 }, performed };
      }),
    );
  } finally {
    cancellations.stop();
  }
};

const settle = async (
  jobs: readonly AttemptedJob[],
  settlements: readonly Settlement[],
  token: string,
  { db, wakeUps }: WorkerDeps,
): Promise<readonly JobEvent[]> => {
  if (settlements.length === 0) return [];
  const done = await ledger.settle(db, token, settlements);
  await wakeUps.send(done.wakeUps);
  return settlements.flatMap(settlement => {
    const job = jobs.find(({ id }) => id === settlement.id);
    return job === undefined ? [] : [eventOfSettlement(job, settlement, done)];
  });
};
