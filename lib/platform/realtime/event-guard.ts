export const EVENTS_PER_SECOND = 20;
/** What a user may send at once: joining their rooms after a reconnect. */
const BURST = 40;
/** Refused in a row, a connection is not unlucky any more. */
const REFUSALS_UNTIL_ABUSE = 100;
/** Users remembered, and connections; the one that has been silent longest is forgotten first. */
const REMEMBERED = 10_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

export type Verdict = 'fine' | 'too many' | 'abuse';

/** Takes out and puts back at the end: a map keeps the order in which its keys were last heard of. */
const remember = <Value>(map: Map<string, Value>, key: string, value: Value): void => {
  map.delete(key);
  map.set(key, value);
  const [silent] = map.keys();
  if (map.size > REMEMBERED && silent !== undefined) map.delete(silent);
};

/**
 * Counts the events of each user in the memory of one instance of one function: a token bucket that costs no statement. It
 * is a guard against a client gone wild, not a quota: an event may reach any instance of any function, so a user can
 * send a multiple of this. What bounds the whole is the throttling of API Gateway's stage. Abuse is told of a connection, so
 * that one that floods is closed and the others of its user are not.
 */
export const createEventGuard = () => {
  const buckets = new Map<string, Bucket>();
  /** By connection: events refused since one was last let through. */
  const refusals = new Map<string, number>();

  return {
    /** @param now in milliseconds since 1970 */
    judge({ userId, connectionId }: { userId: string; connectionId: string }, now: number): Verdict {
      const { tokens, at } = buckets.get(userId) ?? { tokens: BURST, at: now };
      const filled = Math.min(BURST, tokens + (Math.max(0, now - at) / 1000) * EVENTS_PER_SECOND);
      if (filled >= 1) {
        remember(buckets, userId, { tokens: filled - 1, at: now });
        refusals.delete(connectionId);
        return 'fine';
      }
      remember(buckets, userId, { tokens: filled, at: now });
      const refused = (refusals.get(connectionId) ?? 0) + 1;
      remember(refusals, connectionId, refused);
      return refused >= REFUSALS_UNTIL_ABUSE ? 'abuse' : 'too many';
    },
  };
};
