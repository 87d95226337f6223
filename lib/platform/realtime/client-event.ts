import type * as z from 'zod';

/** Something a client tells the server over its connection, and what it is answered. */
export interface ClientEvent<
  Data extends z.ZodType = z.ZodType,
  Ack extends z.ZodType = z.ZodType,
  Code extends string = string,
> {
  /** `room.join`: the name of its API Gateway route. */
  readonly event: string;
  readonly summary: string;
  readonly data: Data;
  readonly ack: Ack;
  readonly errors: readonly Code[];
}

/** Declares an event that clients send; its exact types are kept. */
export const defineClientEvent = <Data extends z.ZodType, Ack extends z.ZodType, const Code extends string>(
  event: ClientEvent<Data, Ack, Code>,
): ClientEvent<Data, Ack, Code> => event;
