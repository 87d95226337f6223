/** A statement gets at least this long, so that a nearly spent invocation can still roll back. */
const SHORTEST_WAIT_MILLISECONDS = 200;

/**
 * Gives up on an answer of the database at the deadline (milliseconds since 1970); what comes later is dropped. PgBouncer
 * refuses server-side time-outs at start-up, and Neon's driver ignores the `query_timeout` of a statement.
 *
 * @throws a TimeoutError, as AbortSignal.timeout makes it
 */
export const before = async <T>(
  deadline: number | undefined,
  answer: Promise<T>,
  message = 'the invocation is at its end',
): Promise<T> => {
  if (deadline === undefined) return answer;
  const { promise: late, reject } = Promise.withResolvers<never>();
  const left = Math.max(deadline - Date.now(), SHORTEST_WAIT_MILLISECONDS);
  const timer = setTimeout(() => {
    reject(new DOMException(message, 'TimeoutError'));
  }, left);
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
};
