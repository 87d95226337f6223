import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';

export const connection = z.object({
  id: z.string().describe('As API Gateway names it'),
  userId: z.guid(),
  userName: z.string(),
  sessionId: z.guid().describe('The session it was opened with'),
  connectedAt: z.iso.datetime(),
  rooms: z.int().describe('How many rooms it listens to'),
});
export type Connection = Readonly<z.infer<typeof connection>>;

export const connectionQuery = pageQuery.extend({
  userId: z.guid().optional().describe('Only the connections of this user'),
});
export type ConnectionQuery = Readonly<z.infer<typeof connectionQuery>>;
