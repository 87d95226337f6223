import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';

export const getHealth = defineRoute({
  method: 'GET',
  path: '/health',
  summary: 'Whether the API answers',
  access: 'public',
  status: 200,
  data: z.object({ status: z.literal('ok') }),
  errors: [],
});
