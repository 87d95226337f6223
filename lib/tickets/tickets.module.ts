import { ticketRepository } from './tickets.repository.ts';
import { createTicketService } from './tickets.service.ts';

export const ticketsModule = { tickets: () => ticketRepository, ticketService: createTicketService };
