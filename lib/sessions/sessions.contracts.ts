import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import { continuation, credentials, session, signedIn } from './sessions.schema.ts';

export const signIn = defineRoute({
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in',
  description:
    'Opens a session of 30 days. An unknown address and a wrong password are answered alike. Signing in clears the count of attempts for the address.',
  access: 'public',
  body: credentials,
  status: 201,
  data: signedIn,
  errors: ['session.wrong_credentials'],
  rateLimits: [
    // An office behind one address may sign in; a list of leaked passwords may not be tried out.
    { name: 'sign-in-address', limit: 300, windowSeconds: 300, by: 'address' },
    { name: 'sign-in', limit: 10, windowSeconds: 900, by: 'email' },
  ],
});

export const refreshSession = defineRoute({
  method: 'POST',
  path: '/sessions/refresh',
  summary: 'Exchange a refresh token for fresh tokens',
  description:
    'A refresh token is exchanged once. If the answer got lost, the same one may be exchanged again within 10 seconds, as long as its successor is unused. One that comes back later ends the session, because somebody has copied it.',
  access: 'public',
  body: continuation,
  status: 200,
  data: signedIn,
  errors: ['session.ended'],
});

export const signOut = defineRoute({
  method: 'DELETE',
  path: '/sessions/current',
  summary: 'Sign out',
  description: 'Ends the session of the access token, and with it the refresh token.',
  access: 'user',
  status: 204,
  data: z.void(),
  errors: [],
});

export const listSessions = defineRoute({
  method: 'GET',
  path: '/sessions',
  summary: 'List where you are signed in, the latest first',
  access: 'user',
  query: pageQuery,
  status: 200,
  data: session,
  paged: true,
  errors: [],
});

export const endSession = defineRoute({
  method: 'DELETE',
  path: '/sessions/{sessionId}',
  summary: 'Sign out on another device',
  access: 'user',
  params: z.strictObject({ sessionId: z.guid() }),
  status: 204,
  data: z.void(),
  errors: ['session.not_found'],
});
