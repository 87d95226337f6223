import * as z from 'zod';
import { defineRoute } from '../platform/http/route.ts';
import { readiness } from './health.schema.ts';

export const getHealth = defineRoute({
  method: 'GET',
  path: '/health',
  summary: 'Whether the API answers',
  access: 'public',
  status: 200,
  data: z.object({ status: z.literal('ok') }),
  errors: [],
});

export const getReadiness = defineRoute({
  method: 'GET',
  path: '/health/ready',
  summary: 'Whether everything behind the API is there: database, migrations, queues',
  description:
    'Answers within about 3 s: 200, or 503 with the parts that failed. Why is in the log, under the requestId; the answer says ' +
    'nothing of what is wrong with them.',
  access: 'public',
  status: 200,
  data: readiness,
  errors: ['health.not_ready'],
});
