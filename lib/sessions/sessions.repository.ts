import * as z from 'zod';
import { roles, type Principal } from '../platform/auth/principal.ts';
import type { Executor } from '../platform/db/database.ts';

const account = z.object({ id: z.string(), name: z.string(), role: z.enum(roles), passwordHash: z.string() });
export type Account = Readonly<z.infer<typeof account>>;

export const sessionRepository = {
  async findAccount(db: Executor, email: string): Promise<Account | undefined> {
    const [row] = await db.query(
      `-- sessions.find_account
       select id, name, role, password_hash as "passwordHash" from users where lower(email) = lower($1)`,
      [email],
    );
    return row && account.parse(row);
  },

  async insert(db: Executor, session: { id: string; userId: string; seconds: number }): Promise<void> {
    await db.query(
      `-- sessions.insert
       insert into sessions (id, user_id, expires_at) values ($1, $2, now() + make_interval(secs => $3))`,
      [session.id, session.userId, session.seconds],
    );
  },

  /** Whether a token's session still stands and its user still has the role. */
  async stands(db: Executor, { sessionId, userId, role }: Principal): Promise<boolean> {
    const rows = await db.query(
      `-- sessions.stands
       select from sessions
       join users on users.id = sessions.user_id
       where sessions.id = $1 and sessions.user_id = $2 and users.role = $3
         and sessions.revoked_at is null and sessions.expires_at > now()`,
      [sessionId, userId, role],
    );
    return rows.length === 1;
  },
} as const;

export type SessionRepository = typeof sessionRepository;
