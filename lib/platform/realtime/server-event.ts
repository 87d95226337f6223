import type * as z from 'zod';

/** Something the server tells connected clients. The frame on the wire is `{ "event", "data" }`. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * Declares an event that the server sends; AsyncAPI is made from these. Calling it makes one.
 *
 * @param summary to whom it is sent, and when
 */
export const defineServerEvent = <Data>(event: string, summary: string, data: z.ZodType<Data>) =>
  Object.assign((value: Data): ServerEvent => ({ event, data: value }), { event, summary, data });
