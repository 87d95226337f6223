import type { Log } from '../log/log.ts';
import { parseTraceparent } from '../trace/traceparent.ts';
import type { Claim, ClaimedJob, Settlement } from './ledger.ts';

/** Something that happened to a job; the names are those of its log lines and metrics. */
export interface JobEvent {
  readonly event:
    'job.completed' | 'job.failed' | 'job.retrying' | 'job.cancelled' | 'job.stalled' | 'job.lease_lost';
  readonly jobId: string;
  readonly job: string;
  readonly queue: string;
  /** Of the request, or whatever else made the job. */
  readonly traceId?: string | undefined;
  readonly attempt?: number;
  readonly reason?: string;
  /** Of an attempt that ended: from when the job was due until it was claimed. */
  readonly waitedSeconds?: number;
  /** Of an attempt that ended: how long it took. */
  readonly ranSeconds?: number;
}

/** A job after an attempt at it. */
export interface AttemptedJob extends ClaimedJob {
  readonly ranSeconds: number;
}

/** Told once a batch, after it was settled. */
export type JobObserver = (events: readonly JobEvent[]) => Promise<void> | void;

const LEVELS = {
  'job.completed': 'info',
  'job.cancelled': 'info',
  'job.retrying': 'warn',
  'job.stalled': 'warn',
  'job.lease_lost': 'warn',
  'job.failed': 'error',
} as const;

export const logJobEvents = (events: readonly JobEvent[], log: Log): void => {
  for (const { event, ...fields } of events) log[LEVELS[event]](event, fields);
};

export const jobEvent = (
  event: JobEvent['event'],
  { id, name, queue, attempt, traceparent, ...job }: ClaimedJob | AttemptedJob,
  reason?: string,
): JobEvent => ({
  event,
  jobId: id,
  job: name,
  queue,
  traceId: parseTraceparent(traceparent)?.traceId,
  attempt,
  ...(reason !== undefined && { reason }),
  ...('ranSeconds' in job && { waitedSeconds: job.waitedSeconds, ranSeconds: job.ranSeconds }),
});

/** What a claim did to jobs whose worker had died. */
export const eventsOfClaims = (claims: readonly Claim[]): readonly JobEvent[] =>
  claims.flatMap(claim => {
    if (claim.verdict === 'claimed') return claim.stalled ? [jobEvent('job.stalled', claim)] : [];
    if (claim.verdict === 'alone' || claim.verdict === 'unknown') return [];
    const { id: jobId, name: job, queue } = claim;
    if (claim.verdict === 'cancelled') return [{ event: 'job.cancelled', jobId, job, queue }];
    return [{ event: 'job.failed', jobId, job, queue, reason: 'stalled too often' }];
  });

/** What a settlement did to one job. */
export const eventOfSettlement = (
  job: AttemptedJob,
  { state, reason }: Settlement,
  { settled, cancelled }: { readonly settled: ReadonlySet<string>; readonly cancelled: ReadonlySet<string> },
): JobEvent => {
  if (!settled.has(job.id)) return jobEvent('job.lease_lost', job);
  if (cancelled.has(job.id)) return jobEvent('job.cancelled', job);
  if (state === 'completed') return jobEvent('job.completed', job);
  return jobEvent(state === 'failed' ? 'job.failed' : 'job.retrying', job, reason);
};
