import type * as z from 'zod';
import { uuidv7 } from '../ids/uuid.ts';
import { currentTraceparent } from '../trace/trace.ts';

export const queueNames = ['high-priority', 'low-priority', 'email', 'reports', 'broadcast'] as const;
/** Priority picks the queue: a worker of one never waits for a job of another. */
export type QueueName = (typeof queueNames)[number];

export interface JobDefinition<Payload> {
  /** Stable and unique, domain first: `order.validate`. Rows and messages refer to it. */
  readonly name: string;
  readonly queue: QueueName;
  /** Ids and plain facts, never a secret: payloads are stored and searchable. */
  readonly payload: z.ZodType<Payload>;
  /** Attempts before it fails. */
  readonly attempts: number;
  /** The wait before the second attempt; it doubles for each further one. */
  readonly backoffSeconds: number;
  /** An attempt is aborted after this long. */
  readonly timeoutSeconds: number;
  /** A completed or cancelled row is removed after this long. */
  readonly retentionSeconds: number;
  /** A failed row is removed after this long; null keeps it, for somebody to look at and retry. */
  readonly failedRetentionSeconds: number | null;
}

const DEFAULTS = {
  attempts: 3,
  backoffSeconds: 2,
  timeoutSeconds: 20,
  retentionSeconds: 7 * 24 * 3600,
  failedRetentionSeconds: null,
} as const;

/** A stalled job is taken over this often before it fails. */
const MAX_STALLS: Record<QueueName, number> = {
  'high-priority': 3,
  'low-priority': 1,
  email: 1,
  reports: 1,
  broadcast: 1,
};

/** Declares a job. What performs it is written apart, with `perform`, and only queue functions import that. */
export const defineJob = <Payload>(
  definition: Pick<JobDefinition<Payload>, 'name' | 'queue' | 'payload'> & Partial<JobDefinition<Payload>>,
): JobDefinition<Payload> => ({ ...DEFAULTS, ...definition });

/** What becomes of a job whose unique key a live job of its name holds. */
export type UniqueMode =
  /** It is not enqueued. */
  | 'drop'
  /** The waiting job takes its payload. */
  | 'replace'
  /** The waiting job takes its payload and its time: a burst becomes one job, after the burst. */
  | 'debounce';

export interface EnqueueOptions {
  readonly delaySeconds?: number;
  readonly runAt?: Date;
  /** One live job of this name at a time has this key. */
  readonly uniqueKey?: string;
  /** `drop` if not given. A job that is running is neither replaced nor put off; the new one is then dropped. */
  readonly uniqueMode?: UniqueMode;
  /** Jobs of one group share a queue fairly with those of others (MessageGroupId). */
  readonly groupId?: string;
  /** Ids of jobs that must complete first; then it is due at once, and a delay does not count. */
  readonly dependsOn?: readonly string[];
}

/** A job that is still to be inserted. Field names are those of the insert statement. */
export interface NewJob {
  readonly id: string;
  readonly name: string;
  readonly queue: QueueName;
  readonly payload: unknown;
  readonly delay_seconds: number;
  readonly run_at: string | null;
  readonly max_attempts: number;
  readonly max_stalls: number;
  readonly unique_key: string | null;
  readonly unique_mode: UniqueMode;
  readonly group_id: string | null;
  readonly retention_seconds: number;
  readonly failed_retention_seconds: number | null;
  readonly parent_id: string | null;
  /** The trace that the job belongs to: that of whatever made it. */
  readonly traceparent: string | null;
  readonly depends_on: readonly string[];
}

/**
 * A job as it will be inserted, with a fresh id.
 *
 * @throws ZodError when the payload does not fit: that is a bug of the caller
 */
export const newJob = <Payload>(
  job: JobDefinition<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): NewJob => ({
  id: uuidv7(),
  name: job.name,
  queue: job.queue,
  payload: job.payload.parse(payload),
  delay_seconds: options.delaySeconds ?? 0,
  run_at: options.runAt?.toISOString() ?? null,
  max_attempts: job.attempts,
  max_stalls: MAX_STALLS[job.queue],
  unique_key: options.uniqueKey ?? null,
  unique_mode: options.uniqueMode ?? 'drop',
  group_id: options.groupId ?? null,
  retention_seconds: job.retentionSeconds,
  failed_retention_seconds: job.failedRetentionSeconds,
  parent_id: null,
  traceparent: currentTraceparent() ?? null,
  depends_on: options.dependsOn ?? [],
});
