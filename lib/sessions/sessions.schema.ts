import * as z from 'zod';
import { user } from '../users/users.schema.ts';

export const credentials = z.strictObject({
  email: z.string().min(1).max(320).describe('The address of the account, whatever its case'),
  password: z.string().min(1).max(200),
});
export type Credentials = Readonly<z.infer<typeof credentials>>;

export const continuation = z.strictObject({
  refreshToken: z.string().min(1).max(200).describe('The one of the last answer; each is exchanged once'),
});
export type Continuation = Readonly<z.infer<typeof continuation>>;

export const signedIn = z.object({
  accessToken: z.string().describe('Send it as `Authorization: Bearer <token>`'),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.int().describe('How long the access token is good for'),
  refreshToken: z
    .string()
    .describe('Exchange it with POST /sessions/refresh when the access token has expired; keep it secret'),
  sessionExpiresAt: z.iso.datetime().describe('When refreshing ends and one must sign in again'),
  user: user.pick({ id: true, name: true, role: true }),
});
export type SignedIn = Readonly<z.infer<typeof signedIn>>;

/** One of a user's sessions: a device they have signed in on. */
export const session = z.object({
  id: z.guid(),
  createdAt: z.iso.datetime().describe('When one signed in'),
  lastUsedAt: z.iso.datetime().describe('When its tokens were last exchanged'),
  expiresAt: z.iso.datetime().describe('When one must sign in again'),
  userAgent: z.string().nullable().describe('What the client called itself when it signed in'),
  current: z.boolean().describe('Whether this is the session that asks'),
});
export type Session = Readonly<z.infer<typeof session>>;
