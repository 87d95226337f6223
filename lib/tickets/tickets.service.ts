import { ok, type Result } from 'neverthrow';
import type { Principal } from '../platform/auth/principal.ts';
import { hashSecret, mintSecret } from '../platform/auth/secret.ts';
import type { Database } from '../platform/db/database.ts';
import type { TicketRepository } from './tickets.repository.ts';
import type { IssuedTicket } from './tickets.schema.ts';

/** Long enough for a slow handshake, too short to be found in a log and used. */
const TICKET_SECONDS = 30;

export interface TicketServiceDeps {
  readonly db: Database;
  readonly tickets: TicketRepository;
}

/** One-use tickets for opening a connection. Only their hashes are kept. */
export const createTicketService = ({ db, tickets }: TicketServiceDeps) => ({
  async issue(bearer: Principal): Promise<Result<IssuedTicket, never>> {
    const ticket = mintSecret();
    await tickets.insert(db, { hash: hashSecret(ticket), seconds: TICKET_SECONDS, bearer });
    return ok({ ticket, expiresInSeconds: TICKET_SECONDS });
  },

  /** Uses a ticket up. @returns whom it was issued to; undefined when it is unknown, expired or used */
  redeem(ticket: string): Promise<Principal | undefined> {
    return tickets.take(db, hashSecret(ticket));
  },
});

export type TicketService = ReturnType<typeof createTicketService>;
