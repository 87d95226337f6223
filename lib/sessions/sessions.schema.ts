import * as z from 'zod';
import { user } from '../users/users.schema.ts';

export const credentials = z.strictObject({ email: z.string().max(320), password: z.string().max(200) });
export type Credentials = Readonly<z.infer<typeof credentials>>;

export const signedIn = z.object({
  accessToken: z.string().describe('Send it as `Authorization: Bearer <token>`'),
  tokenType: z.literal('Bearer'),
  expiresInSeconds: z.number().int(),
  user: user.pick({ id: true, name: true, role: true }),
});
export type SignedIn = Readonly<z.infer<typeof signedIn>>;
