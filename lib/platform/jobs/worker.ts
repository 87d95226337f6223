import { randomUUID } from 'node:crypto';
import type { Log } from '../log/log.ts';
import { attemptJob, type Performed } from './attempt.ts';
import { ledger, type ClaimedJob, type Settlement } from './ledger.ts';
import { LOOK_AHEAD_SECONDS } from './schedule.ts';
import { settlementOf } from './settlement.ts';
import type { WakeUp } from './wake-up.ts';
import type { WorkerDeps, WorkerOptions } from './worker-options.ts';

/** Performs jobs named by messages: one claim, the attempts side by side, one settlement. */
export const createWorker = <Dependencies>(deps: WorkerDeps, options: WorkerOptions<Dependencies>) => ({
  /**
   * Works on the jobs that are due and free among `ids`; the rest need nothing.
   *
   * @returns the ids of jobs that nothing here can perform; their messages belong in the dead-letter queue
   */
  async work(ids: readonly string[]): Promise<readonly string[]> {
    const together = await workOn(ids, false, deps, options);
    const unknown = [...together.unknown];
    for (const id of together.alone) unknown.push(...(await workOn([id], true, deps, options)).unknown);
    return unknown;
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
  reportStalls(claims, deps.log);
  const attempts = await Promise.all(
    jobs.map(async job => ({ job, performed: await attemptJob(job, token, deps, options) })),
  );
  const settlements = attempts.flatMap(({ job, performed }) => settlementOf(job, performed) ?? []);
  reportSettled(attempts, deps.log);
  await settle(jobs, settlements, token, deps);
  return {
    alone: claims.filter(({ verdict }) => verdict === 'alone').map(({ id }) => id),
    unknown: attempts.filter(({ performed }) => performed.kind === 'unknown').map(({ job }) => job.id),
  };
};

const settle = async (
  jobs: readonly ClaimedJob[],
  settlements: readonly Settlement[],
  token: string,
  { db, wakeUps, log }: WorkerDeps,
): Promise<void> => {
  if (settlements.length === 0) return;
  const settledIds = await ledger.settle(db, token, settlements);
  const again: WakeUp[] = [];
  for (const settlement of settlements) {
    const job = jobs.find(({ id }) => id === settlement.id);
    if (job === undefined) continue;
    if (settledIds.has(job.id)) reportOutcome(job, settlement, log);
    else log.warn('job.lease_lost', { jobId: job.id, job: job.name, attempt: job.attempt });
    if (
      settledIds.has(job.id) &&
      settlement.state === 'retrying' &&
      settlement.delay_seconds <= LOOK_AHEAD_SECONDS
    )
      again.push({
        jobId: job.id,
        queue: job.queue,
        groupId: job.groupId,
        delaySeconds: Math.ceil(settlement.delay_seconds),
      });
  }
  await wakeUps.send(again);
};

const reportStalls = (claims: Awaited<ReturnType<typeof ledger.claim>>, log: Log): void => {
  for (const claim of claims) {
    if (claim.verdict === 'failed') log.error('job.failed', { jobId: claim.id, reason: 'stalled too often' });
    if (claim.verdict === 'claimed' && claim.stalled)
      log.warn('job.stalled', { jobId: claim.id, job: claim.name, stalls: claim.stalls });
  }
};

/** Jobs that were completed in the transaction of their effect. */
const reportSettled = (attempts: readonly { job: ClaimedJob; performed: Performed }[], log: Log): void => {
  for (const { job, performed } of attempts)
    if (performed.kind === 'outcome' && performed.outcome.kind === 'settled')
      log.info('job.completed', fieldsOf(job));
};

const fieldsOf = ({ id: jobId, name: job, queue, attempt }: ClaimedJob) => ({ jobId, job, queue, attempt });

const reportOutcome = (job: ClaimedJob, { state, outcome, reason }: Settlement, log: Log): void => {
  const fields = fieldsOf(job);
  if (state === 'completed') log.info('job.completed', fields);
  else if (state === 'failed') log.error('job.failed', { ...fields, outcome, reason });
  else log.warn('job.retrying', { ...fields, outcome, reason });
};
