import * as z from 'zod';
import { hostileValues, parseJson } from '../platform/http/json.ts';
import { queueNames } from '../platform/jobs/job.ts';
import { jobStates, liveStates } from '../platform/jobs/job-state.ts';

const MAX_NAME_LENGTH = 100;
const MAX_IDS = 1_000;
const MAX_PAYLOAD_TEXT = 2_000;
/** Jobs of a queue are counted up to here, which takes milliseconds; a count of millions would take seconds. */
export const MOST_COUNTED = 100_000;

const queue = z.enum(queueNames);
const state = z.enum(jobStates);
const instant = z.iso.datetime({ offset: true });

/** Fields of a payload. Not all of it need be named, and objects within it neither. */
const payloadFields = z
  .record(z.string(), z.unknown())
  .refine(fields => Object.keys(fields).length > 0, 'names no field')
  .describe('Fields that the payload must have, with these values: `{"orderId": "..."}`');

/** The same in a query string, as JSON. */
const payloadText = z
  .string()
  .max(MAX_PAYLOAD_TEXT)
  .transform((text, context): unknown => {
    const value = parseJson(text);
    const [hostile] = value === undefined ? [] : hostileValues('', value);
    if (value !== undefined && hostile === undefined) return value;
    context.addIssue(hostile?.message ?? 'must be a JSON object');
    return z.NEVER;
  })
  .pipe(payloadFields)
  .describe('Fields that the payload must have, as JSON: `{"orderId":"..."}`');

const criteria = {
  queue: queue.optional(),
  name: z.string().min(1).max(MAX_NAME_LENGTH).optional().describe('The exact name, such as `email.send`'),
  createdAfter: instant.optional().describe('Created at this time or later'),
  createdBefore: instant.optional().describe('Created earlier than this'),
};

/** What the query of the list adds to that of every list. */
export const searchFields = {
  ...criteria,
  state: z
    .string()
    .transform(text => text.split(','))
    .pipe(z.array(state))
    .optional()
    .describe('One state, or several with commas between them'),
  payload: payloadText.optional(),
};

const selection = {
  ...criteria,
  ids: z.array(z.guid()).min(1).max(MAX_IDS).optional(),
  payload: payloadFields.optional(),
};
const saysSomething = (fields: object): boolean => Object.values(fields).some(value => value !== undefined);
const NOTHING = 'must have at least one field';

/** The jobs that are to be retried. */
export const retrySelection = z
  .strictObject({
    ...selection,
    state: z
      .array(z.enum(['failed', 'cancelled']))
      .min(1)
      .optional()
      .describe('`failed` alone unless given'),
  })
  .refine(saysSomething, NOTHING);

/** The jobs that are to be cancelled. */
export const cancelSelection = z
  .strictObject({
    ...selection,
    state: z.array(z.enum(liveStates)).min(1).optional().describe('All of them unless given'),
  })
  .refine(saysSomething, NOTHING);

/** Which jobs are meant: those for which all of this holds. */
export interface JobFilter {
  readonly ids?: readonly string[] | undefined;
  readonly state?: readonly z.infer<typeof state>[] | undefined;
  readonly queue?: z.infer<typeof queue> | undefined;
  readonly name?: string | undefined;
  readonly payload?: Readonly<Record<string, unknown>> | undefined;
  readonly createdAfter?: string | undefined;
  readonly createdBefore?: string | undefined;
}

const reference = z.object({ id: z.guid(), name: z.string(), queue, state });

/** A job as a list shows it. */
export const job = reference.extend({
  attempt: z.int().describe('Attempts begun, the running one included'),
  maxAttempts: z.int(),
  stalls: z.int().describe('How often its worker died or froze'),
  progress: z
    .number()
    .nullable()
    .describe(
      'From 0 to 1, as its performer reports, and 1 when it has completed; null when it reports none',
    ),
  cancelRequested: z.boolean().describe('Asked to stop while it runs'),
  waitingFor: z.int().describe('How many jobs must complete before it may run'),
  uniqueKey: z.string().nullable(),
  groupId: z.string().nullable(),
  createdAt: instant,
  runAt: instant.nullable().describe('Not before this time; null while it waits for other jobs'),
  startedAt: instant.nullable().describe('When the last attempt began'),
  finishedAt: instant.nullable().describe('When it completed, failed or was cancelled'),
  lastReason: z.string().nullable().describe('Why the last attempt that did not complete did not'),
});
export type Job = Readonly<z.infer<typeof job>>;

const attempt = z.object({
  attempt: z.int(),
  outcome: z.enum(['retry', 'discard', 'snooze', 'stalled', 'failed']),
  reason: z.string(),
  at: instant,
});

/** A job with all that is known about it. */
export const jobDetails = job.extend({
  payload: z.unknown().describe('Ids and plain facts; no payload holds a secret'),
  result: z.unknown().describe('What it completed with; null when that is nothing'),
  traceId: z
    .string()
    .nullable()
    .describe('Of the request, message or schedule that caused it: its log lines have the same'),
  waitedSeconds: z
    .number()
    .nullable()
    .describe('From when it was due until its last attempt began; null before the first'),
  ranSeconds: z
    .number()
    .nullable()
    .describe('How long its last attempt took, or has taken so far; null before the first'),
  attempts: z.array(attempt).describe('Those that did not complete, the oldest first'),
  parent: reference.nullable().describe('The job that enqueued it when it completed, while that is kept'),
  children: z.array(reference).describe('The jobs it enqueued when it completed, the oldest 100'),
  dependencies: z.array(reference).describe('The jobs it waits for'),
  dependents: z.array(reference).describe('The jobs that wait for it, the oldest 100'),
});
export type JobDetails = Readonly<z.infer<typeof jobDetails>>;

const complete = z
  .boolean()
  .describe('False when the time was over before all were done: send the same request again for the rest');

export const retriedJobs = z.object({
  retried: z.int(),
  keyTaken: z.int().describe('Left alone, because a live job has their unique key'),
  complete,
});
export type RetriedJobs = Readonly<z.infer<typeof retriedJobs>>;

export const cancelledJobs = z.object({
  cancelled: z.int().describe('Those that waited: they ended at once'),
  requested: z.int().describe('Those at work: their performers were asked to stop'),
  dependents: z.int().describe('Those that waited for a cancelled one, and were cancelled with it'),
  complete,
});
export type CancelledJobs = Readonly<z.infer<typeof cancelledJobs>>;
