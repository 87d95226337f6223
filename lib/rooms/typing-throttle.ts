/** Who types tells it again every few seconds; more often it is not passed on. */
const PAUSE_MILLISECONDS = 2_000;
/** People in rooms remembered; the one who typed longest ago is forgotten first. */
const REMEMBERED = 10_000;

/**
 * Keeps one person's typing from being told to a whole room at every key they press. It is kept in the memory of one instance,
 * as typing is stored nowhere: others may be told by another instance too, and believe it for some seconds at the most.
 */
export const createTypingThrottle = () => {
  const told = new Map<string, { readonly typing: boolean; readonly startedAt: number }>();

  return {
    /**
     * Whether to tell the others: of a start unless one was just told, of a stop unless that was.
     *
     * @param now in milliseconds since 1970
     */
    passes(who: string, typing: boolean, now: number): boolean {
      const last = told.get(who);
      const isRecent = last !== undefined && Math.abs(now - last.startedAt) < PAUSE_MILLISECONDS;
      if (isRecent && (typing || !last.typing)) return false;
      told.delete(who);
      told.set(who, { typing, startedAt: typing ? now : (last?.startedAt ?? now) });
      const [longestAgo] = told.keys();
      if (told.size > REMEMBERED && longestAgo !== undefined) told.delete(longestAgo);
      return true;
    },
  };
};
