import * as z from 'zod';
import { roles, type Principal } from '../platform/auth/principal.ts';
import type { Executor } from '../platform/db/database.ts';
import { openSession, rotateToken } from './refresh-tokens.sql.ts';
import { session, type Session } from './sessions.schema.ts';
import type { RefreshToken } from './sessions.tokens.ts';

/** Whose session it is. */
const holder = z.object({ id: z.string(), name: z.string(), role: z.enum(roles) });

const account = holder.extend({ passwordHash: z.string() });
export type Account = Readonly<z.infer<typeof account>>;

const openRow = z.object({ sessionId: z.string(), expiresAt: z.string(), holder });
/** A session that goes on, with its user as they are now. */
export type OpenSession = Readonly<z.infer<typeof openRow>>;

const idRow = z.object({ id: z.string() });

export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly seconds: number;
  readonly token: RefreshToken;
  readonly userAgent: string | undefined;
  /** The hash that the password was compared with; undefined when no password was asked for. */
  readonly passwordHash: string | undefined;
}

export const sessionRepository = {
  async findAccount(db: Executor, email: string): Promise<Account | undefined> {
    const [row] = await db.query(
      `-- sessions.find_account
       select id, name, role, password_hash as "passwordHash" from users where lower(email) = lower($1)`,
      [email],
    );
    return row && account.parse(row);
  },

  /** @returns undefined when the user is gone, or has another password by now: then nobody is signed in */
  async open(db: Executor, fresh: NewSession): Promise<OpenSession | undefined> {
    const { id, userId, seconds, token, userAgent, passwordHash } = fresh;
    const [row] = await db.query(openSession, [
      id,
      userId,
      passwordHash ?? null,
      seconds,
      userAgent ?? null,
      token.familyHash,
      token.tokenHash,
    ]);
    return row && openRow.parse(row);
  },

  /** Exchanges a refresh token for the next. @returns undefined when it may not be exchanged, or not any more */
  async rotate(
    db: Executor,
    presented: RefreshToken,
    next: RefreshToken,
    graceSeconds: number,
  ): Promise<OpenSession | undefined> {
    const [row] = await db.query(rotateToken, [
      presented.familyHash,
      presented.tokenHash,
      next.tokenHash,
      graceSeconds,
    ]);
    return row && openRow.parse(row);
  },

  /** Replaces a hash that was made with outdated parameters, unless the password has been changed since. */
  async replaceHash(db: Executor, userId: string, from: string, to: string): Promise<void> {
    await db.query(
      `-- sessions.replace_hash
       update users set password_hash = $3 where id = $1 and password_hash = $2`,
      [userId, from, to],
    );
  },

  /** The sessions of a user that go on, the latest first, from before one id. */
  async list(
    db: Executor,
    { userId, sessionId }: Principal,
    { before, limit }: { before: string | undefined; limit: number },
  ): Promise<readonly Session[]> {
    const rows = await db.query(
      `-- sessions.list
       select id, created_at as "createdAt", last_used_at as "lastUsedAt", expires_at as "expiresAt",
              user_agent as "userAgent", id = $2 as current
       from sessions
       where user_id = $1 and revoked_at is null and expires_at > now() and ($3::uuid is null or id < $3)
       order by id desc
       limit $4`,
      [userId, sessionId, before ?? null, limit],
    );
    return rows.map(row => session.parse(row));
  },

  /** Ends one session of a user. @returns its id, or nothing when they have none such that goes on */
  async end(db: Executor, userId: string, sessionId: string): Promise<readonly string[]> {
    const rows = await db.query(
      `-- sessions.end
       update sessions set revoked_at = now()
       where id = $2 and user_id = $1 and revoked_at is null and expires_at > now()
       returning id`,
      [userId, sessionId],
    );
    return rows.map(row => idRow.parse(row).id);
  },

  /** Ends every session of a user, but for one if given. @returns the ids of those that went on until now */
  async endAll(db: Executor, userId: string, except: string | undefined): Promise<readonly string[]> {
    const rows = await db.query(
      `-- sessions.end_all
       update sessions set revoked_at = now()
       where user_id = $1 and revoked_at is null and ($2::uuid is null or id <> $2)
       returning id`,
      [userId, except ?? null],
    );
    return rows.map(row => idRow.parse(row).id);
  },

  /** Ends the session of a family of refresh tokens. @returns its id, or nothing when there is none that goes on */
  async endFamily(db: Executor, { familyHash }: RefreshToken): Promise<readonly string[]> {
    const rows = await db.query(
      `-- sessions.end_family
       update sessions set revoked_at = now()
       where family_hash = $1 and revoked_at is null and expires_at > now()
       returning id`,
      [familyHash],
    );
    return rows.map(row => idRow.parse(row).id);
  },
} as const;

export type SessionRepository = typeof sessionRepository;
