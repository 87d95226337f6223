import * as z from 'zod';
import { roles } from '../platform/auth/principal.ts';

const MIN_AGE = 18;

const email = z
  .email('must be an e-mail address')
  .max(320)
  .describe('Unique among all users, whatever its case');
const password = z.string().min(10, 'must have at least 10 characters').max(200);

export const registration = z.strictObject({
  name: z.string().trim().min(1).max(200),
  email,
  age: z.number().int().min(MIN_AGE, `must be ${MIN_AGE} or older`).max(150),
  password,
});
export type Registration = Readonly<z.infer<typeof registration>>;

/** A user as their owner sees them. */
export const user = z.object({
  id: z.guid(),
  name: z.string(),
  email: z.string(),
  age: z.number().int(),
  role: z.enum(roles),
  createdAt: z.iso.datetime(),
});
export type User = Readonly<z.infer<typeof user>>;
