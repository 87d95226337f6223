import { randomUUID } from 'node:crypto';
import type { Principal, Role } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { ERASED_USER_ID } from '../../lib/users/users.schema.ts';

/** Rows that tests start from. Each builder makes a new one, so tests of a file do not meet. */

/** No password has this hash. */
const NO_PASSWORD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

export interface UserOptions {
  readonly role?: Role;
  readonly email?: string;
  readonly name?: string;
  readonly passwordHash?: string;
  readonly createdAt?: string;
}

/** A user with an open session. */
export const createUser = async (
  db: Executor,
  { role = 'user', email = `${randomUUID()}@strata.example`, name = 'Ada', ...rest }: UserOptions = {},
): Promise<Principal> => {
  const userId = uuidv7();
  const sessionId = uuidv7();
  await db.query(
    `insert into users (id, name, email, age, role, password_hash, created_at)
     values ($1, $2, $3, 30, $4, $5, coalesce($6::timestamptz, now()))`,
    [userId, name, email, role, rest.passwordHash ?? NO_PASSWORD, rest.createdAt ?? null],
  );
  await db.query(`insert into sessions (id, user_id, expires_at) values ($1, $2, now() + interval '1 day')`, [
    sessionId,
    userId,
  ]);
  return { userId, sessionId, role };
};

export interface ProductOptions {
  readonly stock?: number;
  readonly priceCents?: number;
  readonly currency?: string;
  readonly archived?: boolean;
  readonly name?: string;
}

/** A product on sale; its id. */
export const createProduct = async (
  db: Executor,
  { stock = 100, priceCents = 500, currency = 'USD', archived = false, name = 'Mug' }: ProductOptions = {},
): Promise<string> => {
  const id = uuidv7();
  await db.query(
    `insert into products (id, name, price_cents, currency, stock, archived_at)
     values ($1, $2, $3, $4, $5, case when $6::boolean then now() end)`,
    [id, name, priceCents, currency, stock, archived],
  );
  return id;
};

/** Several products on sale, one for each entry; their ids, in order. */
export const createProducts = async (
  db: Executor,
  options: readonly ProductOptions[],
): Promise<readonly string[]> => {
  const ids: string[] = [];
  for (const each of options) ids.push(await createProduct(db, each));
  return ids;
};

/** A room with its members; its id. */
export const createRoom = async (
  db: Executor,
  visibility: 'public' | 'private',
  members: readonly Principal[] = [],
): Promise<string> => {
  const id = uuidv7();
  await db.query(`insert into rooms (id, name, visibility) values ($1, 'Room', $2)`, [id, visibility]);
  for (const { userId } of members) {
    await db.query('insert into room_members (room_id, user_id) values ($1, $2)', [id, userId]);
    await db.query('insert into message_reads (room_id, user_id, seq) values ($1, $2, 0)', [id, userId]);
  }
  return id;
};

/** The user who stands for those who were erased, as the first erasure makes it. */
export const createErasedUser = async (db: Executor): Promise<string> => {
  await db.query(
    `insert into users (id, name, email, age, password_hash, created_at)
     values ($1, 'Erased user', '', 18, '', 'epoch') on conflict do nothing`,
    [ERASED_USER_ID],
  );
  return ERASED_USER_ID;
};

/** An open connection of a user; its id. */
export const createConnection = async (db: Executor, { userId, sessionId }: Principal): Promise<string> => {
  const id = randomUUID();
  await db.query('insert into connections (id, user_id, session_id) values ($1, $2, $3)', [
    id,
    userId,
    sessionId,
  ]);
  return id;
};
