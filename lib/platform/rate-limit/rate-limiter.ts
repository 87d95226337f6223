import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Database } from '../db/database.ts';

/** How often something may be done within a window of time. */
export interface RateLimitPolicy {
  /** Such as `sign-in`; two policies of one name share their counts. */
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface RateLimitState {
  readonly allowed: boolean;
  readonly remaining: number;
  readonly resetSeconds: number;
}

export interface RateLimiter {
  /** Counts one use by `subject`, such as an address or a user. One statement; concurrent uses are all counted. */
  take(policy: RateLimitPolicy, subject: string): Promise<RateLimitState>;
  /** Removes every count of a subject, whatever the policy. */
  forget(subject: string): Promise<void>;
}

const stateRow = z.object({ used: z.number(), resetSeconds: z.number() });

/** Under which the uses of a subject are counted. */
export const rateLimitKey = ({ name }: RateLimitPolicy, subject: string): string =>
  `${hashOf(subject)}:${name}`;

/**
 * Counts one use and returns `used` and "resetSeconds": for statements that count what they do themselves, which costs no
 * round trip and is undone with them. Nothing is counted where the key is null.
 */
export const takeSql = (key: string, windowSeconds: string): string => `
  insert into rate_limits as current (key, used, expires_at)
  select ${key}::text, 1, now() + make_interval(secs => ${windowSeconds}) where ${key}::text is not null
  on conflict (key) do update
    set used = case when current.expires_at <= now() then 1 else current.used + 1 end,
        expires_at = case when current.expires_at <= now() then excluded.expires_at else current.expires_at end
  returning used, ceil(extract(epoch from expires_at - now()))::integer as "resetSeconds"`;

/** Fixed windows, kept in Postgres: they hold for all functions together. */
export const createRateLimiter = ({ db }: { readonly db: Database }): RateLimiter => ({
  async take(policy, subject) {
    const { limit, windowSeconds } = policy;
    const [row] = await db.query(`-- rate_limits.take, prepared ${takeSql('$1', '$2')}`, [
      rateLimitKey(policy, subject),
      windowSeconds,
    ]);
    const { used, resetSeconds } = stateRow.parse(row);
    return { allowed: used <= limit, remaining: Math.max(0, limit - used), resetSeconds };
  },

  async forget(subject) {
    await db.query(
      `-- rate_limits.forget: the keys are ordered by their bytes, and ';' is the byte after ':'
       delete from rate_limits where key >= $1 || ':' and key < $1 || ';'`,
      [hashOf(subject)],
    );
  },
});

const hashOf = (subject: string): string => createHash('sha256').update(subject).digest('base64url');
