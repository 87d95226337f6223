import * as z from 'zod';
import { newPassword } from './users.schema.ts';

export const resetRequest = z.strictObject({
  email: z.email('must be an e-mail address').max(320).describe('The address of the account'),
});
export type ResetRequest = Readonly<z.infer<typeof resetRequest>>;

/** What was done is not told: it would say whether the address has an account. */
export const resetRequested = z.object({});

export const resetCompletion = z.strictObject({
  token: z.string().min(1).max(200).describe('From the mail'),
  newPassword,
});
export type ResetCompletion = Readonly<z.infer<typeof resetCompletion>>;
