import * as z from 'zod';
import type { Executor } from '../platform/db/database.ts';

const ownerRow = z.object({ name: z.string(), email: z.string(), passwordHash: z.string() });
/** Whose password it is, with its hash. */
export type PasswordOwner = Readonly<z.infer<typeof ownerRow>>;
const userRow = z.object({ userId: z.string() });
const resetRow = z.object({ name: z.string(), email: z.string() });

export const passwordRepository = {
  async findOwner(db: Executor, userId: string): Promise<PasswordOwner | undefined> {
    const [row] = await db.query(
      `-- passwords.find_owner
       select name, email, password_hash as "passwordHash" from users where id = $1 and email <> ''`,
      [userId],
    );
    return row && ownerRow.parse(row);
  },

  /** @param from the hash it must still have, if that matters. @returns whether it was replaced */
  async replace(db: Executor, userId: string, to: string, from: string | undefined): Promise<boolean> {
    const rows = await db.query(
      `-- passwords.replace
       update users set password_hash = $2, version = version + 1, updated_at = now()
       where id = $1 and ($3::text is null or password_hash = $3)
       returning id`,
      [userId, to, from ?? null],
    );
    return rows.length === 1;
  },

  /** Stores the hash of a reset token for a user who still has the address it is mailed to. @returns whether they have */
  async insertReset(
    db: Executor,
    reset: { hash: string; userId: string; address: string; seconds: number },
  ): Promise<boolean> {
    const rows = await db.query(
      `-- password_resets.insert: the user's row is locked against a change of the address
       insert into password_resets (hash, user_id, expires_at)
       select $1, id, now() + make_interval(secs => $4) from users where id = $2 and email = $3 for share
       returning hash`,
      [reset.hash, reset.userId, reset.address, reset.seconds],
    );
    return rows.length === 1;
  },

  /** Who may set a password with a reset token; undefined when nobody may. */
  async findReset(db: Executor, hash: string): Promise<{ name: string; email: string } | undefined> {
    const [row] = await db.query(
      `-- password_resets.find
       select users.name, users.email
       from password_resets
       join users on users.id = password_resets.user_id
       where password_resets.hash = $1 and password_resets.expires_at > now()`,
      [hash],
    );
    return row && resetRow.parse(row);
  },

  /** Uses a reset token up: of two at once one gets it. @returns whose it was; undefined when it is no good, or not any more */
  async takeReset(db: Executor, hash: string): Promise<string | undefined> {
    const [row] = await db.query(
      `-- password_resets.take
       delete from password_resets where hash = $1 and expires_at > now() returning user_id as "userId"`,
      [hash],
    );
    return row && userRow.parse(row).userId;
  },

  /** Makes every reset token of a user worthless. */
  async forgetResets(db: Executor, userId: string): Promise<void> {
    await db.query(
      `-- password_resets.forget
       delete from password_resets where user_id = $1`,
      [userId],
    );
  },
} as const;

export type PasswordRepository = typeof passwordRepository;
