import { createHash } from 'node:crypto';
import type { Executor } from '../../lib/platform/db/database.ts';

/** Counts uses of a limit that nobody has made, so that a test comes to its end in a few. */
export const countUses = async (db: Executor, name: string, subject: string, used: number): Promise<void> => {
  const key = `${createHash('sha256').update(subject).digest('base64url')}:${name}`;
  await db.query(
    `insert into rate_limits (key, used, expires_at) values ($1, $2, now() + interval '10 minutes')
     on conflict (key) do update set used = excluded.used`,
    [key, used],
  );
};
