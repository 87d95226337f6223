import * as z from 'zod';

const MAX_CONTENT_LENGTH = 8000;

export const message = z.object({
  id: z.guid(),
  roomId: z.guid(),
  seq: z.number().int().describe('1, 2, 3 ... within its room'),
  userId: z.guid().nullable(),
  content: z.string(),
  clientMessageId: z.string().nullable(),
  createdAt: z.iso.datetime(),
});
export type Message = Readonly<z.infer<typeof message>>;

export const joining = z.strictObject({
  roomId: z.guid(),
  after: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe('The last sequence number you have; the answer holds what came after it'),
});
export type Joining = Readonly<z.infer<typeof joining>>;

export const joined = z.object({ lastSeq: z.number().int(), messages: z.array(message), more: z.boolean() });
export type Joined = Readonly<z.infer<typeof joined>>;

export const outgoing = z.strictObject({
  roomId: z.guid(),
  content: z.string().min(1).max(MAX_CONTENT_LENGTH),
  clientMessageId: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('The same id is stored once, so a message can be sent again'),
});
export type Outgoing = Readonly<z.infer<typeof outgoing>>;
