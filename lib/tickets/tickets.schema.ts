import * as z from 'zod';

export const issuedTicket = z.object({
  ticket: z
    .string()
    .describe("Opens one connection: `new WebSocket(url, ['strata.v1', 'ticket.' + ticket])`, in this order"),
  expiresInSeconds: z.int(),
});
export type IssuedTicket = Readonly<z.infer<typeof issuedTicket>>;
