import type { Executor } from '../platform/db/database.ts';
import { violates } from '../platform/db/sqlstate.ts';
import { user, type User } from './users.schema.ts';

export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly age: number;
  readonly passwordHash: string;
}

export const userRepository = {
  /** @returns undefined when the address is taken; the transaction it ran in must then be rolled back */
  async insert(db: Executor, { id, name, email, age, passwordHash }: NewUser): Promise<User | undefined> {
    try {
      const [row] = await db.query(
        `-- users.insert
         insert into users (id, name, email, age, password_hash)
         values ($1, $2, $3, $4, $5)
         returning id, name, email, age, role, created_at as "createdAt"`,
        [id, name, email, age, passwordHash],
      );
      return user.parse(row);
    } catch (error) {
      if (violates(error, 'users_email_key')) return undefined;
      throw error;
    }
  },
} as const;

export type UserRepository = typeof userRepository;
