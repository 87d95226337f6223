import { isOutage } from '../platform/db/outage.ts';
import { refersToNobody, SQLSTATE, sqlState } from '../platform/db/sqlstate.ts';
import type { Log } from '../platform/log/log.ts';
import type { AppError } from './errors.ts';

/** Refuses a request from within a wrapper, before the service is asked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly refusal: AppError;
  /** For the answer, beside those that the error itself brings. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: AppError, headers: Readonly<Record<string, string>> = {}) {
    super(refusal.code);
    this.refusal = refusal;
    this.headers = headers;
  }
}

/** Lock and statement time-outs and deadlocks of the database. */
const PASSING: readonly (string | undefined)[] = [
  SQLSTATE.lockNotAvailable,
  SQLSTATE.queryCanceled,
  SQLSTATE.deadlockDetected,
];

/**
 * Whether the same request may well succeed in a moment. A TimeoutError comes from the database at the deadline of the
 * invocation, and from middy when other work takes longer still.
 */
const isPassing = (thrown: unknown): boolean =>
  PASSING.includes(sqlState(thrown)) ||
  ((thrown instanceof Error || thrown instanceof DOMException) && thrown.name === 'TimeoutError');

/** How long a fail-over takes at its quickest. */
const OUTAGE_RETRY_SECONDS = 5;

/** What a caller is told about something thrown. A bug or an outage is logged in full and told in one sentence. */
export const describeFailure = (thrown: unknown, log: Log): AppError => {
  if (thrown instanceof Refusal) return thrown.refusal;
  if (refersToNobody(thrown)) {
    log.warn('request.account_gone', { error: thrown });
    return { code: 'auth.required', detail: 'The account or its session is gone. Sign in again.' };
  }
  if (isPassing(thrown)) {
    log.warn('request.timed_out', { error: thrown });
    return {
      code: 'server.busy',
      detail: 'The request could not be answered in time. Send it again.',
      retryAfterSeconds: 1,
    };
  }
  if (isOutage(thrown)) {
    log.error('request.database_unreachable', { error: thrown });
    return {
      code: 'server.busy',
      detail:
        'The database did not answer. What was asked for may have been done or not: look, or send it again with the same Idempotency-Key.',
      retryAfterSeconds: OUTAGE_RETRY_SECONDS,
    };
  }
  log.error('request.failed', { error: thrown });
  return {
    code: 'server.error',
    detail: 'The request could not be answered. It has been logged under its requestId.',
  };
};
