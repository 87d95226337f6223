import { randomUUID } from 'node:crypto';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';
import { createConnection, createProduct, createUser } from './builders.ts';
import { createRoomOf } from './rooms.ts';

/** Who asks, in the order in which they may do more. */
export const actors = ['nobody', 'stranger', 'member', 'owner', 'admin'] as const;
export type Actor = (typeof actors)[number];

/** Things of one user, some shared with another, for asking who may touch them. */
export interface World {
  readonly as: Readonly<Record<Actor, Principal | undefined>>;
  readonly owner: Principal;
  readonly member: Principal;
  readonly stranger: Principal;
  readonly product: string;
  readonly archived: string;
  readonly order: string;
  readonly room: string;
  readonly notification: string;
  readonly scheduled: string;
  readonly identity: string;
  readonly connection: string;
  readonly job: string;
  /** Of a daily report. */
  readonly date: string;
}

/** Makes a world of its own. */
export const createWorld = async (db: Executor): Promise<World> => {
  const [stranger, member, owner] = [await createUser(db), await createUser(db), await createUser(db)];
  const admin = await createUser(db, { role: 'admin' });
  const product = await createProduct(db);
  const [order, notification, identity, job] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const room = await createRoomOf(db, owner, 'private', [member]);
  await db.query(`update rooms set last_seq = 1 where id = $1`, [room]);
  await db.query(
    `insert into messages (room_id, seq, id, user_id, content) values ($1, 1, $2, $3, 'Hello')`,
    [room, uuidv7(), owner.userId],
  );
  await db.query(
    `insert into orders (id, user_id, state, total_cents, currency, payment_token) values ($1, $2, 'pending', 500, 'USD', 'tok')`,
    [order, owner.userId],
  );
  await db.query(
    `insert into order_items (order_id, product_id, quantity, price_cents) values ($1, $2, 1, 500)`,
    [order, product],
  );
  await db.query(`insert into notifications (id, user_id, type, message) values ($1, $2, 'test', 'Hello')`, [
    notification,
    owner.userId,
  ]);
  await db.query(
    `insert into identities (id, user_id, issuer, subject) values ($1, $2, 'https://issuer.example', $3)`,
    [identity, owner.userId, randomUUID()],
  );
  await db.query(
    `insert into jobs (id, name, queue, state, run_at, max_attempts, max_stalls, retention_seconds, finished_at)
     values ($1, 'test.job', 'low-priority', 'failed', now(), 3, 1, 3600, now())`,
    [job],
  );
  await db.query(`insert into job_payloads (job_id, payload) values ($1, '{}')`, [job]);
  return {
    as: { nobody: undefined, stranger, member, owner, admin },
    owner,
    member,
    stranger,
    product,
    order,
    room,
    notification,
    identity,
    job,
    archived: await createProduct(db, { archived: true }),
    scheduled: uuidv7(),
    connection: await createConnection(db, owner),
    date: '2020-01-01',
  };
};
