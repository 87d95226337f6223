import { NetworkError } from './api-error.ts';
import { reconnectDelay } from './backoff.ts';
import type { ApiAnswer } from './http.ts';

/** What passes by itself. */
const PASSING = [502, 503, 504];

export interface RetryOptions {
  /** How often a request is sent at most. */
  readonly attempts: number;
  /** Waits for some milliseconds. */
  readonly wait: (milliseconds: number) => Promise<unknown>;
}

/**
 * Sends until there is an answer worth giving on: again, ever later, while the network or the server fails in a way that
 * passes, and as late as the server asks.
 *
 * @param repeatable whether sending twice has the effect once
 */
export const withRetries = async (
  { attempts, wait }: RetryOptions,
  repeatable: boolean,
  attempt: () => Promise<ApiAnswer>,
): Promise<ApiAnswer> => {
  for (let failures = 0; ; failures += 1) {
    const last = !repeatable || failures + 1 >= attempts;
    const answer = await attempt().catch((error: unknown) => {
      if (last || !(error instanceof NetworkError)) throw error;
      return undefined;
    });
    if (answer !== undefined && (last || !passes(answer))) return answer;
    await wait(Math.max(reconnectDelay(failures), retryAfter(answer)));
  }
};

const passes = (answer: ApiAnswer): boolean =>
  !answer.ok &&
  (PASSING.includes(answer.status) ||
    answer.problem.code === 'idempotency.in_flight' ||
    // API Gateway's own limit counts seconds; the application's can be minutes, which is for the caller to decide.
    (answer.status === 429 && answer.problem.code === 'foreign'));

const retryAfter = (answer: ApiAnswer | undefined): number =>
  1000 * Number(answer?.headers.get('retry-after') ?? 0);
