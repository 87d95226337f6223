/** No wait is longer than this: an outage of an hour is retried within the hour. */
const LONGEST_SECONDS = 3600;

/**
 * Seconds until the next attempt: doubled for each one, plus up to a quarter of jitter so that jobs that failed together
 * do not come back together.
 *
 * @param attempt the attempt that failed, from 1
 * @param random from 0 to 1
 */
export const backoffSeconds = (
  firstSeconds: number,
  attempt: number,
  random: number = Math.random(),
): number => {
  const doubled = Math.min(firstSeconds * 2 ** (attempt - 1), LONGEST_SECONDS);
  return doubled * (1 + random / 4);
};
