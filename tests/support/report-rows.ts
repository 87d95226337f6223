import type { OrderState } from '../../lib/orders/orders.schema.ts';
import type { Principal } from '../../lib/platform/auth/principal.ts';
import type { Executor } from '../../lib/platform/db/database.ts';
import { uuidv7 } from '../../lib/platform/ids/uuid.ts';

/** Rows at times of the past, for reports to count. */

export interface PastProduct {
  readonly name: string;
  readonly createdAt: string;
  readonly archivedAt?: string;
  readonly stock?: number;
}

/** Its id. */
export const insertProduct = async (
  db: Executor,
  { name, createdAt, archivedAt, stock = 100 }: PastProduct,
): Promise<string> => {
  const id = uuidv7();
  await db.query(
    `insert into products (id, name, price_cents, stock, created_at, archived_at) values ($1, $2, 500, $3, $4, $5)`,
    [id, name, stock, createdAt, archivedAt ?? null],
  );
  return id;
};

export interface PastOrder {
  readonly by: Principal;
  readonly at: string;
  /** The states it went through; the last is where it is now. */
  readonly trail: readonly OrderState[];
  /** A product and how many of it. */
  readonly items: readonly (readonly [productId: string, quantity: number])[];
  /** What was paid, in hundredths, and when; nothing when not given. */
  readonly paid?: readonly [cents: number, currency: string, at: string];
  readonly refundedAt?: string;
}

export const insertOrder = async (
  db: Executor,
  { by, at, trail, items, paid, refundedAt }: PastOrder,
): Promise<void> => {
  const id = uuidv7(Date.parse(at));
  const [cents, currency, paidAt] = paid ?? [0, 'USD', at];
  await db.query(
    `insert into orders (id, user_id, state, total_cents, currency, created_at) values ($1, $2, $3, $4, $5, $6)`,
    [id, by.userId, trail.at(-1), cents, currency, at],
  );
  for (const [productId, quantity] of items)
    await db.query(
      'insert into order_items (order_id, product_id, quantity, price_cents) values ($1, $2, $3, 500)',
      [id, productId, quantity],
    );
  for (const [index, state] of trail.entries())
    await db.query(
      `insert into order_events (order_id, from_state, to_state, actor) values ($1, $2, $3, 'test')`,
      [id, trail[index - 1] ?? null, state],
    );
  if (paid !== undefined)
    await db.query(
      `insert into payments (order_id, provider, reference, amount_cents, currency, created_at, refunded_at, refund_reference)
       values ($1, 'fake', 'charge', $2, $3, $4, $5, case when $5::timestamptz is not null then 'refund' end)`,
      [id, cents, currency, paidAt, refundedAt ?? null],
    );
};

export interface PastJob {
  readonly state: 'completed' | 'failed' | 'cancelled';
  readonly finishedAt: string;
  /** How long it had waited when it began; it never began when not given. */
  readonly waitSeconds?: number;
}

/** A job that was due a minute before it ended. */
export const insertEndedJob = async (
  db: Executor,
  { state, finishedAt, waitSeconds }: PastJob,
): Promise<void> => {
  await db.query(
    `insert into jobs (id, name, queue, state, run_at, max_attempts, max_stalls, retention_seconds, started_at, finished_at)
     select $1, 'test', 'low-priority', $2, due, 3, 1, 604800, due + make_interval(secs => $4), $3
     from (select $3::timestamptz - interval '1 minute' as due) as at`,
    [uuidv7(), state, finishedAt, waitSeconds ?? null],
  );
};

/** A mail that was written, and sent a minute later or never. */
export const insertMail = async (
  db: Executor,
  { userId }: Principal,
  { at, sent }: { readonly at: string; readonly sent: boolean },
): Promise<void> => {
  await db.query(
    `insert into emails (id, user_id, template, data, created_at, sent_at)
     values ($1, $2, 'welcome', '{}', $3, case when $4 then $3::timestamptz + interval '1 minute' end)`,
    [uuidv7(), userId, at, sent],
  );
};

/** A room with as many messages as there are authors; one of nobody is of an erased user. */
export const insertConversation = async (
  db: Executor,
  { at, madeAt = at, by }: { at: string; madeAt?: string; by: readonly (Principal | null)[] },
): Promise<void> => {
  const roomId = uuidv7();
  await db.query(`insert into rooms (id, name, visibility, created_at) values ($1, 'Room', 'public', $2)`, [
    roomId,
    madeAt,
  ]);
  for (const [index, author] of by.entries())
    await db.query(
      `insert into messages (room_id, seq, id, user_id, content, created_at) values ($1, $2, $3, $4, 'Hello', $5)`,
      [roomId, index + 1, uuidv7(), author?.userId ?? null, at],
    );
};
