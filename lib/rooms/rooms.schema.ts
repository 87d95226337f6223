import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { oneLine } from '../platform/text/one-line.ts';

/**
 * Messages of one user, whichever way they come: more than anybody types, enough for what they wrote while they were away and
 * for a bot that speaks each second.
 */
export const messageLimit = { name: 'message-send', limit: 120, windowSeconds: 60 } as const;

const MAX_NAME_LENGTH = 200;
const MAX_CONTENT_LENGTH = 8000;
/** Three bytes for each character, as in most scripts; JSON writes control characters in six. */
const MAX_CONTENT_BYTES = 24 * 1024;

const visibility = z
  .enum(['public', 'private'])
  .describe('Anybody may read and write in a public room, its members alone in a private one');
export type Visibility = z.infer<typeof visibility>;

const memberRole = z.enum(['owner', 'member']).describe('An owner says who is in the room');
export type MemberRole = z.infer<typeof memberRole>;

const seq = z.int().describe('1, 2, 3 ... within its room, without gaps');

export const newRoom = z.strictObject({ name: oneLine(MAX_NAME_LENGTH), visibility });
export type NewRoom = Readonly<z.infer<typeof newRoom>>;

const membership = z.object({
  role: memberRole,
  readSeq: z.int().describe('The sequence number up to which you have read'),
  unread: z.int().describe('Messages after it: lastSeq minus readSeq'),
});

export const room = z.object({
  id: z.guid(),
  name: z.string(),
  visibility,
  lastSeq: z.int().describe('The sequence number of the latest message; 0 before the first'),
  createdAt: z.iso.datetime(),
  membership: membership.nullable().describe('What you are there; null when you are no member'),
});
export type Room = Readonly<z.infer<typeof room>>;

export const roomQuery = pageQuery.extend({
  mine: z.enum(['true', 'false']).default('false').describe('`true`: only rooms of which you are a member'),
});
export type RoomQuery = Readonly<z.infer<typeof roomQuery>>;

export const member = z.object({
  userId: z.guid(),
  name: z.string(),
  role: memberRole,
  joinedAt: z.iso.datetime(),
});
export type Member = Readonly<z.infer<typeof member>>;

export const message = z.object({
  id: z.guid(),
  roomId: z.guid(),
  seq,
  userId: z.guid().nullable().describe('Who sent it; null when their account is gone'),
  content: z.string(),
  clientMessageId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type Message = Readonly<z.infer<typeof message>>;

const position = z.coerce.number().int().min(0).optional();

export const historyQuery = pageQuery
  .extend({
    after: position.describe('The first messages after this sequence number; what you missed since it'),
    before: position.describe('The last messages before this sequence number; what was said earlier'),
  })
  .refine(
    ({ cursor, after, before }) => [cursor, after, before].filter(given => given !== undefined).length <= 1,
    'give one of cursor, after and before',
  );
export type HistoryQuery = Readonly<z.infer<typeof historyQuery>>;

export const reading = z.strictObject({
  seq: z
    .int()
    .min(0)
    .describe(
      'The sequence number of the last message read. A mark never moves back, nor past the last message',
    ),
});

export const readState = z.object({
  readSeq: z.int().describe('Where the mark is now'),
  lastSeq: z.int(),
  unread: z.int(),
});
export type ReadState = Readonly<z.infer<typeof readState>>;

export const joining = z.strictObject({
  roomId: z.guid(),
  after: z
    .int()
    .min(0)
    .optional()
    .describe('The last sequence number you have; the answer holds what came after it'),
});
export type Joining = Readonly<z.infer<typeof joining>>;

export const joined = z.object({
  lastSeq: z
    .int()
    .describe('The sequence number of the latest message: what comes later is told by `message.new`'),
  messages: z
    .array(message)
    .describe('Those after `after`, in the order of their sequence; none without `after`'),
  more: z.boolean().describe('Whether there are others: join again with `after` the last of these'),
});
export type Joined = Readonly<z.infer<typeof joined>>;

export const outgoing = z.strictObject({
  roomId: z.guid(),
  content: z
    .string()
    .min(1)
    .max(MAX_CONTENT_LENGTH)
    .refine(
      content => Buffer.byteLength(JSON.stringify(content)) <= MAX_CONTENT_BYTES,
      `must not have more than ${MAX_CONTENT_BYTES} bytes as JSON`,
    )
    .describe(`At most ${MAX_CONTENT_BYTES} bytes as JSON, which only control characters exceed`),
  clientMessageId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('The same id is stored once, so a message can be sent again'),
});
export type Outgoing = Readonly<z.infer<typeof outgoing>>;
