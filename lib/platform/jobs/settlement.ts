import type { Performed } from './attempt.ts';
import { backoffSeconds } from './backoff.ts';
import type { ClaimedJob, Settlement } from './ledger.ts';

/** What to write for a job after an attempt; undefined when it is settled already, or no longer ours to settle. */
export const settlementOf = (job: ClaimedJob, performed: Performed): Settlement | undefined => {
  switch (performed.kind) {
    case 'lease_lost':
      return undefined;
    case 'unfit':
      return final(job, 'failed', 'discard', performed.reason);
    case 'outcome':
      return ofOutcome(job, performed);
  }
};

const ofOutcome = (
  job: ClaimedJob,
  performed: Extract<Performed, { kind: 'outcome' }>,
): Settlement | undefined => {
  const { outcome } = performed;
  switch (outcome.kind) {
    case 'settled':
      return undefined;
    case 'completed':
      return { ...final(job, 'completed', 'completed', ''), result: outcome.result ?? null };
    case 'discard':
      return final(job, 'failed', 'discard', outcome.reason);
    case 'snooze':
      return again(job, 'snooze', 'not yet', outcome.seconds);
    case 'retry': {
      // A stall is not the job's own failure and uses up none of its attempts.
      const failures = job.attempt - job.stalls;
      if (failures >= job.maxAttempts) return final(job, 'failed', 'failed', outcome.reason);
      return again(job, 'retry', outcome.reason, backoffSeconds(performed.backoffSeconds, failures));
    }
  }
};

const final = (
  { id }: ClaimedJob,
  state: 'completed' | 'failed',
  outcome: Settlement['outcome'],
  reason: string,
): Settlement => ({ id, state, outcome, reason, delay_seconds: 0, result: null });

const again = (
  { id }: ClaimedJob,
  outcome: 'retry' | 'snooze',
  reason: string,
  delaySeconds: number,
): Settlement => ({ id, state: 'retrying', outcome, reason, delay_seconds: delaySeconds, result: null });
