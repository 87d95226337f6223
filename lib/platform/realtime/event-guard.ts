export const EVENTS_PER_SECOND = 20;
/** What a connection may send at once: joining its rooms after a reconnect. */
const BURST = 40;
/** Refused in a row, a connection is not unlucky any more. */
const REFUSALS_UNTIL_ABUSE = 100;
/** Connections remembered; the one that has been silent longest is forgotten first. */
const REMEMBERED = 10_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
  /** Events refused since one was last let through. */
  readonly refused: number;
}

export type Verdict = 'fine' | 'too many' | 'abuse';

/**
 * Counts the events of each connection in the memory of one instance of one function: a token bucket that costs no statement. It
 * is a guard against a client gone wild, not a quota: an event may reach any instance of any function, so a connection can
 * send a multiple of this. What bounds the whole is the throttling of API Gateway's stage.
 */
export const createEventGuard = () => {
  const buckets = new Map<string, Bucket>();

  return {
    /** @param now in milliseconds since 1970 */
    judge(connectionId: string, now: number): Verdict {
      const { tokens, at, refused } = buckets.get(connectionId) ?? { tokens: BURST, at: now, refused: 0 };
      const filled = Math.min(BURST, tokens + (Math.max(0, now - at) / 1000) * EVENTS_PER_SECOND);
      const isFine = filled >= 1;
      // Taken out and put back at the end: the map keeps the order in which connections were last heard.
      buckets.delete(connectionId);
      buckets.set(connectionId, {
        tokens: isFine ? filled - 1 : filled,
        at: now,
        refused: isFine ? 0 : refused + 1,
      });
      const [silent] = buckets.keys();
      if (buckets.size > REMEMBERED && silent !== undefined) buckets.delete(silent);
      if (isFine) return 'fine';
      return refused + 1 >= REFUSALS_UNTIL_ABUSE ? 'abuse' : 'too many';
    },
  };
};
