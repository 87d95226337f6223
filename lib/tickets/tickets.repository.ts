import { principal, type Principal } from '../platform/auth/principal.ts';
import type { Executor } from '../platform/db/database.ts';

/** Expired tickets that each new one clears away: more than come, so the table holds little but living ones. */
const CLEARED_PER_TICKET = 10;

export const ticketRepository = {
  async insert(
    db: Executor,
    { hash, seconds, bearer }: { hash: string; seconds: number; bearer: Principal },
  ): Promise<void> {
    await db.query(
      `-- tickets.insert
       with cleared as (
         delete from tickets where hash in (
           select hash from tickets where expires_at < now() order by expires_at limit ${CLEARED_PER_TICKET}
           for update skip locked)
       )
       insert into tickets (hash, user_id, session_id, role, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [hash, bearer.userId, bearer.sessionId, bearer.role, seconds],
    );
  },

  /** Takes a ticket that has not expired: of any number of takers at once one gets its bearer. */
  async take(db: Executor, hash: string): Promise<Principal | undefined> {
    const [row] = await db.query(
      `-- tickets.take
       delete from tickets where hash = $1 and expires_at > now()
       returning user_id as "userId", session_id as "sessionId", role`,
      [hash],
    );
    return row && principal.parse(row);
  },
} as const;

export type TicketRepository = typeof ticketRepository;
