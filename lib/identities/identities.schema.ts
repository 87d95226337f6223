import * as z from 'zod';
import { currentPassword } from '../users/users.schema.ts';

const token = z.string().min(1).max(8000).describe('A JWT of the other issuer, made for this application');

export const externalCredentials = z.strictObject({ token });
export type ExternalCredentials = Readonly<z.infer<typeof externalCredentials>>;

export const linking = z.strictObject({
  token,
  currentPassword: currentPassword.describe('Of your account here'),
});
export type Linking = Readonly<z.infer<typeof linking>>;

/** An account elsewhere that signs a user in. */
export const identity = z.object({
  id: z.guid(),
  issuer: z.string().describe('The name of the issuer, as in its tokens'),
  subject: z.string().describe('What the issuer calls the account, for ever'),
  createdAt: z.iso.datetime().describe('When it was linked'),
});
export type Identity = Readonly<z.infer<typeof identity>>;
