import { verifyPassword } from '../platform/auth/password.ts';
import type { Database } from '../platform/db/database.ts';
import type { PasswordRepository } from './passwords.repository.ts';

/** Asks whoever is signed in for their password once more, before what a stolen token alone must not do. */
export const createPasswordCheck = ({
  db,
  passwords,
}: {
  readonly db: Database;
  readonly passwords: PasswordRepository;
}) => ({
  async matches(userId: string, password: string): Promise<boolean> {
    const owner = await passwords.findOwner(db, userId);
    return owner !== undefined && (await verifyPassword(password, owner.passwordHash));
  },
});

export type PasswordCheck = ReturnType<typeof createPasswordCheck>;
