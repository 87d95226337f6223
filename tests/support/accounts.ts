import { hashPassword } from '../../lib/platform/auth/password.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { createUser, type UserOptions } from './builders.ts';
import { randomUUID } from 'node:crypto';

/** What every account of `createAccount` is entered with. */
export const PASSWORD = 'correct horse battery staple';
let hash: Promise<string> | undefined;

export interface Account extends Principal {
  readonly email: string;
  readonly name: string;
}

/** A user who can sign in with `PASSWORD`, with an open session. The hash is made once a file. */
export const createAccount = async (db: Executor, options: UserOptions = {}): Promise<Account> => {
  const { email = `${randomUUID()}@strata.example`, name = 'Ada' } = options;
  const passwordHash = options.passwordHash ?? (await (hash ??= hashPassword(PASSWORD)));
  return { ...(await createUser(db, { ...options, email, name, passwordHash })), email, name };
};
