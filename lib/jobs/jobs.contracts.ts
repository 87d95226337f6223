import * as z from 'zod';
import { pageQuery } from '../platform/http/page.ts';
import { defineRoute } from '../platform/http/route.ts';
import {
  cancelledJobs,
  cancelSelection,
  job,
  jobDetails,
  retriedJobs,
  retrySelection,
  searchFields,
} from './jobs.schema.ts';

const params = z.strictObject({ jobId: z.guid() });

export const listJobs = defineRoute({
  method: 'GET',
  path: '/jobs',
  summary: 'List and search jobs',
  description: 'The newest first. What is not asked for is left open: without any field these are all jobs.',
  access: 'admin',
  query: pageQuery.extend(searchFields),
  status: 200,
  data: job,
  paged: true,
  errors: [],
});

export const getJob = defineRoute({
  method: 'GET',
  path: '/jobs/{jobId}',
  summary: 'Get a job with its attempts, payload, result and relatives',
  access: 'admin',
  params,
  status: 200,
  data: jobDetails,
  errors: ['job.not_found'],
});

export const retryJob = defineRoute({
  method: 'POST',
  path: '/jobs/{jobId}/retry',
  summary: 'Give a failed or cancelled job another chance',
  description:
    'It is as good as new, with all its attempts, and due at once; its earlier attempts stay on record. If it waited for ' +
    'other jobs that have not completed, it waits for them again.',
  access: 'admin',
  params,
  status: 200,
  data: jobDetails,
  errors: ['job.not_found', 'job.not_retryable', 'job.unique_key_taken'],
});

export const cancelJob = defineRoute({
  method: 'POST',
  path: '/jobs/{jobId}/cancel',
  summary: 'Cancel a job',
  description:
    'One that waits ends at once, and those that wait for it with it. One at work is asked to stop: it is cancelled when it ' +
    'gives up, and completes if it does not. Cancelling a cancelled job changes nothing.',
  access: 'admin',
  params,
  status: 200,
  data: jobDetails,
  errors: ['job.not_found', 'job.has_ended'],
});

export const retryJobs = defineRoute({
  method: 'POST',
  path: '/jobs/retry',
  summary: 'Retry all jobs that fit',
  description: 'Those that fit all of the fields given, of which there must be one. Safe to repeat.',
  access: 'admin',
  body: retrySelection,
  status: 200,
  data: retriedJobs,
  errors: [],
});

export const cancelJobs = defineRoute({
  method: 'POST',
  path: '/jobs/cancel',
  summary: 'Cancel all jobs that fit',
  description: 'Those that fit all of the fields given, of which there must be one. Safe to repeat.',
  access: 'admin',
  body: cancelSelection,
  status: 200,
  data: cancelledJobs,
  errors: [],
});
