import { randomUUID } from 'node:crypto';
import { attemptJob } from './attempt.ts';
import { watchCancellations } from './cancellation.ts';
import { eventOfSettlement, eventsOfClaims, jobEvent, logJobEvents, type JobEvent } from './job-events.ts';
import { ledger, type ClaimedJob, type Settlement } from './ledger.ts';
import { settlementOf } from './settlement.ts';
import type { WorkerDeps, WorkerOptions } from './worker-options.ts';

/** With less time left no job is started: it would only be cut off, and counted as an attempt. */
const SHORTEST_RUN_MILLISECONDS = 2_000;

/** Performs jobs named by messages: one claim, the attempts side by side, one settlement. */
export const createWorker = <Dependencies>(deps: WorkerDeps, options: WorkerOptions<Dependencies>) => ({
  /**
   * Works on the jobs that are due and free among `ids`; the rest need nothing. Near the deadline it stops starting.
   *
   * @returns the ids whose messages are to be handed back: of jobs that nothing here can perform, and of those not started
   */
  async work(ids: readonly string[]): Promise<readonly string[]> {
    const { deadline = Infinity } = options;
    const hasTime = () => deadline - Date.now() >= SHORTEST_RUN_MILLISECONDS;
    if (!hasTime()) return ids;
    const together = await workOn(ids, false, deps, options);
    const back = [...together.unknown];
    for (const id of together.alone) {
      if (hasTime()) back.push(...(await workOn([id], true, deps, options)).unknown);
      else back.push(id);
    }
    return back;
  },
});

const workOn = async <Dependencies>(
  ids: readonly string[],
  alone: boolean,
  deps: WorkerDeps,
  options: WorkerOptions<Dependencies>,
) => {
  const token = randomUUID();
  const claims = await ledger.claim(deps.db, { ids, token, leaseSeconds: options.leaseSeconds, alone });
  const jobs = claims.filter(claim => claim.verdict === 'claimed');
  const events: JobEvent[] = [...eventsOfClaims(claims)];
  const cancellations = watchCancellations(
    deps,
    jobs.map(({ id }) => id),
    token,
  );
  const attempts = await Promise.all(
    jobs.map(async job => ({
      job,
      performed: await attemptJob(job, token, cancellations.signalOf(job.id), deps, options),
    })),
  ).finally(() => {
    cancellations.stop();
  });

  const settlements: Settlement[] = [];
  for (const { job, performed } of attempts) {
    const settlement = settlementOf(job, performed);
    if (settlement !== undefined) settlements.push(settlement);
    else events.push(jobEvent(performed.kind === 'lease_lost' ? 'job.lease_lost' : 'job.completed', job));
  }
  events.push(...(await settle(jobs, settlements, token, deps)));
  logJobEvents(events, deps.log);
  await options.observe?.(events);
  return {
    alone: claims.filter(({ verdict }) => verdict === 'alone').map(({ id }) => id),
    unknown: attempts.filter(({ performed }) => performed.kind === 'unknown').map(({ job }) => job.id),
  };
};

const settle = async (
  jobs: readonly ClaimedJob[],
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
