import type * as z from 'zod';
import { uuidv7 } from '../ids/uuid.ts';
import { currentTraceparent } from '../trace/trace.ts';

/** Something the server tells connected clients. */
export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * A server event as it goes over the wire: `{ "event", "eventId", "traceparent", "data" }`. All copies of a frame have one
 * `eventId`, by which a client that is told twice drops the repeat, and name the trace of what caused it.
 */
export const serverFrame = ({ event, data }: ServerEvent): string =>
  JSON.stringify({ event, eventId: uuidv7(), traceparent: currentTraceparent(), data });

/**
 * Declares an event that the server sends; AsyncAPI is made from these. Calling it makes one.
 *
 * @param summary to whom it is sent, and when
 */
export const defineServerEvent = <Data>(event: string, summary: string, data: z.ZodType<Data>) =>
  Object.assign((value: Data): ServerEvent => ({ event, data: value }), { event, summary, data });
