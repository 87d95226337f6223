import type { Transaction } from '../platform/db/transaction.ts';
import { ERASED_USER_ID } from './users.schema.ts';

/**
 * Where personal data lies, beyond what goes with the row of its user: whatever refers to `users` says in its migration
 * whether it is deleted along (`on delete cascade`) or loses the reference (`on delete set null`). A test erases a user who
 * has left traces everywhere and looks through every table.
 */
export const erasureRepository = {
  /** Erases a user and everything that is about them. @returns whether there was such a user */
  async erase(tx: Transaction, userId: string): Promise<boolean> {
    await lockRooms(tx, userId);
    if (!(await lock(tx, userId))) return false;
    await handOverRooms(tx, userId);
    await anonymiseOrders(tx, userId);
    await emptyMessages(tx, userId);
    await deleteRecords(tx, userId);
    await deleteJobs(tx, userId);
    await tx.query(
      `-- erasures.delete_user
       delete from users where id = $1`,
      [userId],
    );
    return true;
  },
} as const;

export type ErasureRepository = typeof erasureRepository;

/**
 * Members of the user's rooms come and go in turns with this: two owners who go at once see each other. Before the user is
 * locked, since who speaks in a room locks it first.
 */
const lockRooms = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.query(
    `-- erasures.lock_rooms
     select from rooms where id in (select room_id from room_members where user_id = $1)
     order by id for no key update`,
    [userId],
  );
};

/** From here on nothing new can refer to the user: it would wait for the lock, then find them gone. */
const lock = async (tx: Transaction, userId: string): Promise<boolean> => {
  const rows = await tx.query(
    `-- erasures.lock
     select from users where id = $1 and id <> '${ERASED_USER_ID}' for update`,
    [userId],
  );
  return rows.length === 1;
};

/** A room that has members has an owner: where the only one goes, the longest member becomes one. */
const handOverRooms = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.query(
    `-- erasures.hand_over_rooms
     update room_members set role = 'owner'
     from (
       select distinct on (others.room_id) others.room_id, others.user_id
       from room_members as own
       join room_members as others on others.room_id = own.room_id and others.user_id <> own.user_id
       where own.user_id = $1 and own.role = 'owner'
         and not exists (
           select from room_members as owners
           where owners.room_id = own.room_id and owners.user_id <> own.user_id and owners.role = 'owner')
       order by others.room_id, others.joined_at, others.user_id
     ) as heirs
     where room_members.room_id = heirs.room_id and room_members.user_id = heirs.user_id`,
    [userId],
  );
};

/** The books keep every order; its customer becomes the one who stands for all who were erased. */
const anonymiseOrders = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.query(
    `-- erasures.insert_erased_user: at the first erasure. Made in 1970, so that it counts as nobody's registration
     insert into users (id, name, email, age, password_hash, created_at)
     values ('${ERASED_USER_ID}', 'Erased user', '', 18, '', 'epoch')
     on conflict do nothing`,
  );
  await tx.query(
    `-- erasures.anonymise_events: what somebody said of their own order is theirs, what happened is not
     update order_events set actor = '${ERASED_USER_ID}', detail = null
     where actor = $1::text and order_id in (select id from orders where user_id = $1::uuid)`,
    [userId],
  );
  await tx.query(
    `-- erasures.anonymise_orders
     update orders set user_id = '${ERASED_USER_ID}' where user_id = $1`,
    [userId],
  );
};

/** A room keeps its sequence without a gap, so messages stay, empty and from nobody. */
const emptyMessages = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.query(
    `-- erasures.empty_messages
     update messages set content = '', client_message_id = null, user_id = null where user_id = $1`,
    [userId],
  );
};

/** Answers that were recorded to be given again. */
const deleteRecords = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.query(
    `-- erasures.delete_records: scopes are ordered by their bytes, and '!' is the byte after ' '
     delete from idempotency_keys
     where scope >= $1 || ' ' and scope < $1 || '!'
        or scope = 'anybody POST /users' and snapshot ->> 'id' = $1`,
    [userId],
  );
};

/**
 * Jobs that tell the user something, whose payloads say what; those that send their mails, because why one could not be
 * delivered may quote the address; and frames that tell others what they said.
 */
const deleteJobs = async (tx: Transaction, userId: string): Promise<void> => {
  await tx.query(
    `-- erasures.delete_jobs
     delete from jobs
     where id in (
       select job_id from job_payloads where payload @> jsonb_build_object('userId', $1::text)
       union all
       select job_payloads.job_id
       from emails
       join job_payloads on job_payloads.payload @> jsonb_build_object('emailId', emails.id)
       where emails.user_id = $1::uuid
       union all
       select jobs.id
       from jobs
       join job_payloads on job_payloads.job_id = jobs.id
       where jobs.queue = 'broadcast' and job_payloads.payload ->> 'frame' like '%' || $1 || '%')`,
    [userId],
  );
};
