import * as z from 'zod';
import { queueNames } from '../platform/jobs/job.ts';
import { jobStates } from '../platform/jobs/job-state.ts';
import { MOST_COUNTED } from './jobs.schema.ts';

const MAX_LETTERS = 100;
const DEFAULT_LETTERS = 20;
const MAX_MESSAGE_IDS = 100;

const queue = z.enum(queueNames);
export const queueParams = z.strictObject({ queue });

export const queueOverview = z.object({
  queue,
  pausedAt: z.iso
    .datetime()
    .nullable()
    .describe('Since when nothing of it is claimed; null when it is not paused'),
  jobs: z
    .record(z.enum(jobStates), z.int())
    .describe(
      `How many are kept in each state; \`active\` are in flight. Counted up to ${MOST_COUNTED}, which means: so many or more`,
    ),
  oldestWaitSeconds: z
    .number()
    .describe('How long the job has waited that has been due longest; 0 when none is due'),
  deadLetters: z
    .int()
    .nullable()
    .describe('Messages in its dead-letter queue, as SQS estimates it; null when SQS does not answer'),
});
export type QueueOverview = Readonly<z.infer<typeof queueOverview>>;

export const pausedQueue = z.object({ queue, pausedAt: z.iso.datetime() });
export type PausedQueue = Readonly<z.infer<typeof pausedQueue>>;

export const resumedQueue = z.object({
  queue,
  wasPaused: z.boolean(),
  woken: z.int().describe('Jobs that had come to wait, for which messages are sent now'),
  complete: z
    .boolean()
    .describe(
      'False when the time was over first: the rest is sent within minutes, or by the same request again',
    ),
});
export type ResumedQueue = Readonly<z.infer<typeof resumedQueue>>;

export const deadLettersQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MAX_LETTERS).default(DEFAULT_LETTERS),
});

export const deadLetter = z.object({
  messageId: z.string(),
  sentAt: z.iso.datetime().describe('When it was first sent'),
  job: z
    .object({ id: z.guid(), name: z.string(), state: z.enum(jobStates) })
    .nullable()
    .describe('The job it names; null when it names none, or that is removed by now'),
  body: z.string().describe('Of a message that is not ours, its first 1,000 characters'),
});
export type DeadLetterView = Readonly<z.infer<typeof deadLetter>>;

export const redriveRequest = z.strictObject({
  messageIds: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(MAX_MESSAGE_IDS)
    .optional()
    .describe('All unless given'),
  foreign: z
    .enum(['leave', 'discard'])
    .default('leave')
    .describe('What becomes of messages that name no job. No worker will ever understand them'),
});
export type RedriveRequest = Readonly<z.infer<typeof redriveRequest>>;

export const redriven = z.object({
  woken: z.int().describe('Messages whose job waits: a worker was woken for it, and they were removed'),
  obsolete: z
    .int()
    .describe('Messages whose job needs none: it is at work, not due, or has ended. They were removed'),
  foreign: z.int().describe('Messages that name no job: left, or discarded when that was asked for'),
  complete: z
    .boolean()
    .describe('False when the time was over first: send the same request again for the rest'),
});
export type Redriven = Readonly<z.infer<typeof redriven>>;
