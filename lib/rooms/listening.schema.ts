import * as z from 'zod';

/** Told again while it goes on, so that somebody whose connection broke does not type for ever. */
export const TYPING_SECONDS = 6;
/** In a larger room nobody is told who types: too many would be told by too many. */
export const LARGEST_TYPING_ROOM = 200;
/** People in one answer to `presence.list`. */
export const LISTED_PEOPLE = 200;
/** Rooms in one answer to `ping`: what fits into a frame. */
export const LISTED_ROOMS = 350;

export const inRoom = z.strictObject({ roomId: z.guid() });
export type InRoom = Readonly<z.infer<typeof inRoom>>;

export const typing = z.object({
  roomId: z.guid(),
  userId: z.guid(),
  typing: z.boolean(),
  expiresInSeconds: z.int().describe('Believe it no longer than this; 0 when it has stopped'),
});

export const person = z.object({
  userId: z.guid(),
  name: z.string(),
  devices: z.int().describe('Connections of theirs that listen in the room'),
});
export type Person = Readonly<z.infer<typeof person>>;

export const heardRoom = z.object({
  roomId: z.guid(),
  lastSeq: z.int().describe('The sequence number of its latest message'),
});
export type HeardRoom = Readonly<z.infer<typeof heardRoom>>;

export const pinging = z
  .strictObject({ after: z.guid().optional().describe('The last room of the page before') })
  .optional();
export type Pinging = Readonly<z.infer<typeof pinging>>;

export const heard = z.object({
  rooms: z.array(heardRoom).describe('In the order of their ids'),
  more: z.boolean().describe('Whether it listens to others too: ask for those `after` the last of these'),
});
export type Heard = Readonly<z.infer<typeof heard>>;
