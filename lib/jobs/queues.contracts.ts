import { defineRoute } from '../platform/http/route.ts';
import {
  deadLetter,
  deadLettersQuery,
  pausedQueue,
  queueOverview,
  queueParams,
  redriven,
  redriveRequest,
  resumedQueue,
} from './queues.schema.ts';

export const listQueues = defineRoute({
  method: 'GET',
  path: '/queues',
  summary: 'List the queues and how they are doing',
  description: 'All of them, always: there is no further page.',
  access: 'admin',
  status: 200,
  data: queueOverview,
  paged: true,
  errors: [],
});

export const pauseQueue = defineRoute({
  method: 'POST',
  path: '/queues/{queue}/pause',
  summary: 'Pause a queue',
  description:
    'From then on no job of it is begun; those at work go on, and new ones are taken in. Pausing it again changes nothing.',
  access: 'admin',
  params: queueParams,
  status: 200,
  data: pausedQueue,
  errors: [],
});

export const resumeQueue = defineRoute({
  method: 'POST',
  path: '/queues/{queue}/resume',
  summary: 'Let a paused queue go on',
  description: 'Messages are sent at once for all jobs that came to wait. Safe to repeat.',
  access: 'admin',
  params: queueParams,
  status: 200,
  data: resumedQueue,
  errors: [],
});

export const listDeadLetters = defineRoute({
  method: 'GET',
  path: '/queues/{queue}/dead-letters',
  summary: 'Look at the dead letters of a queue',
  description:
    'In no order, and some at a time: SQS gives no list. They stay where they are. There is no further page; ask for more ' +
    'with `limit`.',
  access: 'admin',
  params: queueParams,
  query: deadLettersQuery,
  status: 200,
  data: deadLetter,
  paged: true,
  errors: [],
});

export const redriveQueue = defineRoute({
  method: 'POST',
  path: '/queues/{queue}/redrive',
  summary: 'Clear the dead-letter queue of a queue',
  description:
    'A message only says "look at this job", and the job is still there. So its job is woken if it waits, and the message ' +
    'removed. Safe to repeat.',
  access: 'admin',
  params: queueParams,
  body: redriveRequest,
  status: 200,
  data: redriven,
  errors: [],
});
