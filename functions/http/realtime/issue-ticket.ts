import { createContainer } from '../../../lib/app/container.ts';
import { httpHandler } from '../../../lib/app/http-handler.ts';
import { databaseModule, identityModule, rateLimitModule } from '../../../lib/app/platform.modules.ts';
import { issueTicket } from '../../../lib/tickets/tickets.contracts.ts';
import { ticketsModule } from '../../../lib/tickets/tickets.module.ts';

const container = createContainer(databaseModule, identityModule, rateLimitModule, ticketsModule);

/** POST /realtime/tickets: issues a ticket that opens one connection of the caller. */
export const handler = httpHandler(issueTicket, container, ({ ticketService }, { caller }) =>
  ticketService.issue(caller),
);
