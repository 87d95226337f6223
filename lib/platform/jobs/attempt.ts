import type { ClaimedJob } from './ledger.ts';
import { ledger } from './ledger.ts';
import { messagesOf } from './enqueue.ts';
import { LeaseLostError, type Attempt } from './performer.ts';
import { retry, settled, type Outcome } from './outcome.ts';
import type { WorkerDeps, WorkerOptions } from './worker-options.ts';

/** What an attempt came to, seen from the worker: an outcome, or a job that could not be tried at all. */
export type Performed =
  | { readonly kind: 'outcome'; readonly outcome: Outcome; readonly backoffSeconds: number }
  | { readonly kind: 'unfit'; readonly reason: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'lease_lost' };

/** Performs one claimed job. Never throws: whatever the performer does ends as an outcome. */
export const attemptJob = async <Dependencies>(
  job: ClaimedJob,
  token: string,
  deps: WorkerDeps,
  { performers, dependencies }: Pick<WorkerOptions<Dependencies>, 'performers' | 'dependencies'>,
): Promise<Performed> => {
  const log = deps.log.with({ jobId: job.id, job: job.name, attempt: job.attempt });
  const performer = performers.find(candidate => candidate.job.name === job.name);
  if (performer === undefined) {
    log.error('job.unknown', { queue: job.queue });
    return { kind: 'unknown' };
  }
  const payload = performer.job.payload.safeParse(job.payload);
  if (!payload.success) return { kind: 'unfit', reason: `payload: ${issues(payload.error.issues)}` };
  const abort = new AbortController();
  const attempt: Attempt = {
    jobId: job.id,
    number: job.attempt,
    isLast: job.attempt - job.stalls >= job.maxAttempts,
    signal: abort.signal,
    log,
    complete: (tx, followUp) => complete(job, token, deps, tx, followUp),
  };
  try {
    const work = performer.create(dependencies)(payload.data, attempt);
    const outcome = await within(performer.job.timeoutSeconds, abort, work);
    return { kind: 'outcome', outcome, backoffSeconds: performer.job.backoffSeconds };
  } catch (error) {
    if (error instanceof LeaseLostError) {
      log.warn('job.lease_lost');
      return { kind: 'lease_lost' };
    }
    log.warn('job.threw', { error });
    const reason =
      error instanceof Error ? `${error.name}: ${error.message}` : 'threw something that is no error';
    return { kind: 'outcome', outcome: retry(reason), backoffSeconds: performer.job.backoffSeconds };
  }
};

const complete = async (
  job: ClaimedJob,
  token: string,
  { wakeUps }: WorkerDeps,
  ...[tx, { result, next = [] } = {}]: Parameters<Attempt['complete']>
): Promise<Outcome> => {
  const inserted = await ledger.complete(tx, { id: job.id, token, result, next });
  if (inserted === undefined) throw new LeaseLostError(`the lease of job ${job.id} is gone`);
  const messages = messagesOf(next.filter(({ id }) => inserted.includes(id)));
  tx.afterCommit(() => wakeUps.send(messages));
  return settled;
};

const within = async (seconds: number, abort: AbortController, work: Promise<Outcome>): Promise<Outcome> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Outcome>(resolve => {
    timer = setTimeout(() => {
      abort.abort();
      resolve(retry(`timed out after ${seconds} s`));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const issues = (list: readonly { readonly path: PropertyKey[]; readonly message: string }[]): string =>
  list.map(({ path, message }) => `${path.map(String).join('.') || '(root)'}: ${message}`).join('; ');
