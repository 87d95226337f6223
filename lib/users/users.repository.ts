import type { Executor } from '../platform/db/database.ts';
import { violates } from '../platform/db/sqlstate.ts';
import type { Role } from '../platform/auth/principal.ts';
import { ERASED_USER_ID, user, type ProfileChange, type User } from './users.schema.ts';

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly age: number;
  readonly passwordHash: string;
}

const COLUMNS = `id, name, email, age, role, version, created_at as "createdAt"`;
const EMAIL_KEY = 'users_email_key';

/** A part of a text, for `ilike`. */
const containing = (part: string): string => `%${part.replace(/[\\%_]/g, character => `\\${character}`)}%`;

export const userRepository = {
  /** @returns undefined when the address is taken; the transaction it ran in must then be rolled back */
  async insert(db: Executor, { id, name, email, age, passwordHash }: NewUser): Promise<User | undefined> {
    try {
      const [row] = await db.query(
        `-- users.insert
         insert into users (id, name, email, age, password_hash)
         values ($1, $2, $3, $4, $5)
         returning ${COLUMNS}`,
        [id, name, email, age, passwordHash],
      );
      return user.parse(row);
    } catch (error) {
      if (violates(error, EMAIL_KEY)) return undefined;
      throw error;
    }
  },

  async find(db: Executor, id: string): Promise<User | undefined> {
    const [row] = await db.query(
      `-- users.find
       select ${COLUMNS} from users where id = $1 and id <> '${ERASED_USER_ID}'`,
      [id],
    );
    return row && user.parse(row);
  },

  /** Users whose name or address holds a part, or all of them, the latest first, from before one id. */
  async list(
    db: Executor,
    { search, before, limit }: { search: string | undefined; before: string | undefined; limit: number },
  ): Promise<readonly User[]> {
    const rows = await db.query(
      `-- users.list
       select ${COLUMNS}
       from users
       where id <> '${ERASED_USER_ID}' and ($1::uuid is null or id < $1)
         and ($2::text is null or name ilike $2 or email ilike $2)
       order by id desc
       limit $3`,
      [before ?? null, search === undefined ? null : containing(search), limit],
    );
    return rows.map(row => user.parse(row));
  },

  /**
   * Changes what is given of a profile, if its version is among those expected (null for any) and its password is still
   * the one that was verified (null for none).
   *
   * @returns undefined when there is no such user in such a state; 'taken' when another has the address, and then the
   * transaction it ran in must be rolled back
   */
  async update(
    db: Executor,
    id: string,
    { name, email, age }: ProfileChange,
    { versions, passwordHash }: { versions: readonly number[] | null; passwordHash: string | null },
  ): Promise<User | 'taken' | undefined> {
    try {
      const [row] = await db.query(
        `-- users.update
         update users
         set name = coalesce($2, name), email = coalesce($3, email), age = coalesce($4, age),
             version = version + 1, updated_at = now()
         where id = $1 and ($5::integer[] is null or version = any ($5)) and ($6::text is null or password_hash = $6)
         returning ${COLUMNS}`,
        [id, name ?? null, email ?? null, age ?? null, versions, passwordHash],
      );
      return row && user.parse(row);
    } catch (error) {
      if (violates(error, EMAIL_KEY)) return 'taken';
      throw error;
    }
  },

  /** Gives the user with an address a role. @returns undefined when nobody has the address */
  async setRole(db: Executor, email: string, role: Role): Promise<User | undefined> {
    const [row] = await db.query(
      `-- users.set_role
       update users set role = $2, version = version + 1, updated_at = now()
       where lower(email) = lower($1) and email <> ''
       returning ${COLUMNS}`,
      [email, role],
    );
    return row && user.parse(row);
  },
} as const;

export type UserRepository = typeof userRepository;
