import { defineRoute } from '../platform/http/route.ts';
import { registration, user } from './users.schema.ts';

export const registerUser = defineRoute({
  method: 'POST',
  path: '/users',
  summary: 'Register an account',
  access: 'public',
  body: registration,
  status: 201,
  data: user,
  errors: ['user.email_taken'],
});
