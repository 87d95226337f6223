import { defineRoute } from '../platform/http/route.ts';
import { credentials, signedIn } from './sessions.schema.ts';

export const signIn = defineRoute({
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in',
  access: 'public',
  body: credentials,
  status: 201,
  data: signedIn,
  errors: ['session.wrong_credentials'],
});
