/** How an attempt ended, in the performer's own words. */
export type Outcome =
  | { readonly kind: 'completed'; readonly result?: unknown }
  /** Failed for now: tried again after the backoff while attempts are left. */
  | { readonly kind: 'retry'; readonly reason: string }
  /** Failed for good: trying again cannot help. */
  | { readonly kind: 'discard'; readonly reason: string }
  /** Not yet: looked at again later; no attempt is counted. */
  | { readonly kind: 'snooze'; readonly seconds: number }
  /** Settled already, in the transaction of its effect, by `attempt.complete`. */
  | { readonly kind: 'settled' };

export const completed = (result?: unknown): Outcome => ({ kind: 'completed', result });
export const retry = (reason: string): Outcome => ({ kind: 'retry', reason });
export const discard = (reason: string): Outcome => ({ kind: 'discard', reason });
export const snooze = (seconds: number): Outcome => ({ kind: 'snooze', seconds });
export const settled: Outcome = { kind: 'settled' };
