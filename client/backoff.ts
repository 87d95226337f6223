const FIRST_MILLISECONDS = 500;
const LONGEST_MILLISECONDS = 30_000;

/**
 * How long to wait before connecting again: doubled for each failure in a row, and anywhere between half of that and all
 * of it, so that the clients of a server that was away do not come back all at once.
 *
 * @param failures from 0
 */
export const reconnectDelay = (failures: number, random: number = Math.random()): number => {
  const longest = Math.min(FIRST_MILLISECONDS * 2 ** failures, LONGEST_MILLISECONDS);
  return longest * (0.5 + random / 2);
};
