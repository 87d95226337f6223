import * as z from 'zod';
import { roles } from '../platform/auth/principal.ts';
import { pageQuery } from '../platform/http/page.ts';
import { oneLine } from '../platform/text/one-line.ts';

/** Stands for everybody who was erased, as the customer of their orders. It has no address, and nobody is shown it. */
export const ERASED_USER_ID = '00000000-0000-0000-0000-000000000000';

const MAX_NAME_LENGTH = 200;
const MIN_AGE = 18;
export const MIN_PASSWORD_LENGTH = 10;
const MAX_PASSWORD_LENGTH = 200;
/** The index of the search knows texts by their groups of three characters: fewer would read every user. */
const MIN_SEARCH_LENGTH = 3;

const name = oneLine(MAX_NAME_LENGTH).describe('As others see it, in rooms and mails');
const email = z
  .email('must be an e-mail address')
  .max(320)
  .describe('Unique among all users, whatever its case');
const age = z.int().min(MIN_AGE, `must be ${MIN_AGE} or older`).max(150).describe('In years');

/** A password that is being chosen. */
export const newPassword = z
  .string()
  .refine(text => Array.from(text.normalize('NFKC')).length >= MIN_PASSWORD_LENGTH, {
    error: `must have at least ${MIN_PASSWORD_LENGTH} characters`,
  })
  .max(MAX_PASSWORD_LENGTH)
  .meta({ minLength: MIN_PASSWORD_LENGTH })
  .describe('Any characters; common passwords, repetitions and sequences are refused');

/** A password that may have been chosen under other rules: only compared. */
export const currentPassword = z
  .string()
  .min(1)
  .max(MAX_PASSWORD_LENGTH)
  .describe('The password of the account as it is now');

export const registration = z.strictObject({ name, email, age, password: newPassword });
export type Registration = Readonly<z.infer<typeof registration>>;

export const profileChange = z
  .strictObject({
    name: name.optional(),
    email: email.optional(),
    age: age.optional(),
    currentPassword: currentPassword
      .optional()
      .describe("The account's password; needed to change the address, whoever changes it"),
  })
  .refine(change => (change.name ?? change.email ?? change.age) !== undefined, {
    error: 'must change the name, the address or the age',
  })
  .refine(
    ({ email: address, currentPassword: password }) => address === undefined || password !== undefined,
    {
      error: 'is needed to change the address',
      path: ['currentPassword'],
    },
  );
export type ProfileChange = Readonly<z.infer<typeof profileChange>>;

export const passwordChange = z.strictObject({ currentPassword, newPassword });
export type PasswordChange = Readonly<z.infer<typeof passwordChange>>;

export const erasure = z.strictObject({
  currentPassword: currentPassword
    .optional()
    .describe('The password of your own account; an administrator erasing another sends {}'),
});
export type Erasure = Readonly<z.infer<typeof erasure>>;

export const userQuery = pageQuery.extend({
  search: z
    .string()
    .trim()
    .min(MIN_SEARCH_LENGTH)
    .max(200)
    .optional()
    .describe('A part of the name or the address, whatever its case'),
});
export type UserQuery = Readonly<z.infer<typeof userQuery>>;

/** A user as they and administrators see them. */
export const user = z.object({
  id: z.guid(),
  name: z.string(),
  email: z.string(),
  age: z.int(),
  role: z.enum(roles),
  version: z.int().describe('Counts the changes; the ETag is made of it'),
  createdAt: z.iso.datetime(),
});
export type User = Readonly<z.infer<typeof user>>;
