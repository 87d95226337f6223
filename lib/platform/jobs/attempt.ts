import type { ClaimedJob } from './ledger.ts';
import { ledger } from './ledger.ts';
import { discard, retry, settled, snooze, type Outcome } from './outcome.ts';
import { LeaseLostError, NonRetryableError, type Attempt } from './performer.ts';
import { reportProgress, saveCheckpoint } from './progress.ts';
import type { WorkerDeps, WorkerOptions } from './worker-options.ts';

/** What an attempt came to, seen from the worker: an outcome, or a job that could not be tried at all. */
export type Performed =
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly backoffSeconds: number }
  | { readonly kind: 'unfit'; readonly reason: string }
  | { readonly kind: 'lease_lost' };

/** Kept back of the invocation's time for the settlement. */
const SETTLEMENT_MILLISECONDS = 1_000;

/**
 * Performs one claimed job. Never throws: whatever the performer does ends as an outcome.
 *
 * @param cancelled aborted when somebody wants the job cancelled
 */
export const attemptJob = async <Dependencies>(
  job: ClaimedJob,
  token: string,
  cancelled: AbortSignal | undefined,
  deps: WorkerDeps,
  { performers, dependencies, deadline = Infinity }: Omit<WorkerOptions<Dependencies>, 'leaseSeconds'>,
): Promise<Performed> => {
  const log = deps.log.with({ jobId: job.id, job: job.name, attempt: job.attempt });
  const performer = performers.find(candidate => candidate.job.name === job.name);
  if (performer === undefined) throw new Error(`${job.name} was claimed without a performer`);
  const payload = performer.job.payload.safeParse(job.payload);
  if (!payload.success) return { kind: 'unfit', reason: `payload: ${issues(payload.error.issues)}` };
  const limit = timeLimit(performer.job.timeoutSeconds, deadline);
  const abort = new AbortController();
  const attempt: Attempt = {
    jobId: job.id,
    number: job.attempt,
    isLast: job.attempt - job.stalls >= job.maxAttempts,
    signal: cancelled === undefined ? abort.signal : AbortSignal.any([abort.signal, cancelled]),
    log,
    complete: async (tx, { result, next = [] } = {}) => {
      const wakeUps = await ledger.complete(tx, { id: job.id, token, result, next });
      if (wakeUps === undefined) throw leaseLost(job.id);
      tx.afterCommit(() => deps.wakeUps.send(wakeUps));
      return settled;
    },
    checkpoint: job.checkpoint ?? undefined,
    saveCheckpoint: async (value, tx) => {
      const isSaved = await saveCheckpoint(tx ?? deps.db, job.id, token, value);
      if (!isSaved && tx !== undefined) throw leaseLost(job.id);
    },
    progress: fraction => reportProgress(deps.db, job.id, token, fraction),
  };
  try {
    const work = performer.create(dependencies)(payload.data, attempt);
    const outcome = await within(limit, abort, work);
    return { kind: 'outcome', outcome, backoffSeconds: performer.job.backoffSeconds };
  } catch (error) {
    if (error instanceof LeaseLostError) return { kind: 'lease_lost' };
    log.warn('job.threw', { error });
    return { kind: 'outcome', outcome: outcomeOf(error), backoffSeconds: performer.job.backoffSeconds };
  }
};

const leaseLost = (id: string): LeaseLostError => new LeaseLostError(`the lease of job ${id} is gone`);

const outcomeOf = (error: unknown): Outcome => {
  if (error instanceof NonRetryableError) return discard(error.message);
  return retry(
    error instanceof Error ? `${error.name}: ${error.message}` : 'threw something that is no error',
  );
};

interface TimeLimit {
  readonly milliseconds: number;
  /** What becomes of a job that exceeds it. */
  readonly outcome: Outcome;
}

/** The job's own time, or what is left of the invocation; being cut off by that is not the job's failure. */
const timeLimit = (timeoutSeconds: number, deadline: number): TimeLimit => {
  const left = deadline - Date.now() - SETTLEMENT_MILLISECONDS;
  return timeoutSeconds * 1000 <= left
    ? { milliseconds: timeoutSeconds * 1000, outcome: retry(`timed out after ${timeoutSeconds} s`) }
    : { milliseconds: left, outcome: snooze(0) };
};

const within = async (
  { milliseconds, outcome }: TimeLimit,
  abort: AbortController,
  work: Promise<Outcome>,
): Promise<Outcome> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Outcome>(resolve => {
    timer = setTimeout(() => {
      abort.abort();
      resolve(outcome);
    }, milliseconds);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const issues = (list: readonly { readonly path: PropertyKey[]; readonly message: string }[]): string =>
  list.map(({ path, message }) => `${path.map(String).join('.') || '(root)'}: ${message}`).join('; ');
