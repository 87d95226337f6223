import * as z from 'zod';
import { defineRoute, type RouteRateLimit } from '../platform/http/route.ts';
import { erasure, profileChange, registration, user, userQuery } from './users.schema.ts';

const userPath = z.strictObject({ userId: z.guid() });

/** A stolen access token is not to try out passwords. Shared by every route that asks for the current one. */
export const passwordGuesses = {
  name: 'current-password',
  limit: 30,
  windowSeconds: 900,
  by: 'user',
} as const satisfies RouteRateLimit;

export const registerUser = defineRoute({
  method: 'POST',
  path: '/users',
  summary: 'Register an account',
  description:
    'A repeat with the same Idempotency-Key is answered as the first one was if it holds the same password; with another password or other data it is refused, so a key shows nobody the account of another.',
  access: 'public',
  body: registration,
  status: 201,
  data: user,
  location: '/users/{id}',
  etag: true,
  idempotent: { without: ['password'] },
  errors: ['user.email_taken', 'idempotency.key_reused', 'idempotency.in_flight'],
  rateLimits: [{ name: 'register', limit: 30, windowSeconds: 600, by: 'address' }],
});

export const getUser = defineRoute({
  method: 'GET',
  path: '/users/{userId}',
  summary: 'Get your account; administrators get anybody',
  access: 'user',
  params: userPath,
  status: 200,
  data: user,
  etag: true,
  errors: ['user.not_found'],
});

export const updateUser = defineRoute({
  method: 'PATCH',
  path: '/users/{userId}',
  summary: 'Change name, address or age',
  description:
    'Of your own account; administrators change anybody. A new address needs the current password of the account, and ends every password reset under way.',
  access: 'user',
  params: userPath,
  body: profileChange,
  status: 200,
  data: user,
  etag: true,
  ifMatch: 'required',
  errors: ['user.not_found', 'user.wrong_password', 'user.email_taken', 'precondition.failed'],
  rateLimits: [passwordGuesses],
});

export const eraseUser = defineRoute({
  method: 'DELETE',
  path: '/users/{userId}',
  summary: 'Erase an account and its personal data',
  description:
    'Your own, with your current password; administrators erase others with an empty object. Profile, sessions, mails, ' +
    'notifications, room memberships and the content of messages are gone for good. Orders stay in the books, without a ' +
    'customer. A room of which you were the only owner is left to its longest member.',
  access: 'user',
  params: userPath,
  body: erasure,
  status: 204,
  data: z.void(),
  errors: ['user.not_found', 'user.wrong_password'],
  rateLimits: [passwordGuesses],
});

export const listUsers = defineRoute({
  method: 'GET',
  path: '/users',
  summary: 'List or search users, the latest first',
  access: 'admin',
  query: userQuery,
  status: 200,
  data: user,
  paged: true,
  errors: [],
});
