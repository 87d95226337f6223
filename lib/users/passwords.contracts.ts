import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { resetCompletion, resetRequest, resetRequested } from './passwords.schema.ts';
import { passwordGuesses } from './users.contracts.ts';
import { passwordChange } from './users.schema.ts';

export const changePassword = defineRoute({
  method: 'POST',
  path: '/users/{userId}/password',
  summary: 'Change your password',
  description:
    'Ends your other sessions and every reset that is under way; a mail tells you. The session that asks goes on.',
  access: 'user',
  params: z.strictObject({ userId: z.guid() }),
  body: passwordChange,
  status: 204,
  data: z.void(),
  errors: ['user.not_found', 'user.wrong_password'],
  rateLimits: [passwordGuesses],
});

export const requestPasswordReset = defineRoute({
  method: 'POST',
  path: '/password-resets',
  summary: 'Have a mail sent that sets a new password',
  description:
    'Answered alike whether or not the address has an account. The token in the mail is good for 30 minutes and for one use.',
  access: 'public',
  body: resetRequest,
  status: 202,
  data: resetRequested,
  errors: [],
  rateLimits: [
    { name: 'password-reset-address', limit: 20, windowSeconds: 3600, by: 'address' },
    // Nobody's mailbox is to be filled from here.
    { name: 'password-reset', limit: 5, windowSeconds: 3600, by: 'email' },
  ],
});

export const completePasswordReset = defineRoute({
  method: 'POST',
  path: '/password-resets/complete',
  summary: 'Set a new password with the token of a mail',
  description: 'Ends every session of the account; sign in with the new password.',
  access: 'public',
  body: resetCompletion,
  status: 204,
  data: z.void(),
  errors: ['password_reset.invalid_token'],
  rateLimits: [{ name: 'password-reset-complete', limit: 20, windowSeconds: 900, by: 'address' }],
});
