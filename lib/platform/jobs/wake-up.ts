import * as z from 'zod';
import { queueNames, type NewJob } from './job.ts';

/** A message to be sent: it tells a worker to look at one row. */
export const wakeUp = z.object({
  jobId: z.string(),
  queue: z.enum(queueNames),
  groupId: z.string().nullable(),
  /** SQS takes 0 to 900. */
  delaySeconds: z.number(),
  /** The trace of the job, for those who watch the queue: whoever performs it takes that of the row. */
  traceparent: z
    .string()
    .nullish()
    .transform(text => text ?? undefined),
});
export type WakeUp = Readonly<z.input<typeof wakeUp>>;

export interface WakeUpSender {
  /**
   * Sends messages, in as few calls as the service takes. A failure is logged and never thrown: the rows are committed,
   * and the dispatcher sends again for what nobody has claimed.
   */
  send(wakeUps: readonly WakeUp[]): Promise<void>;
}

const body = z.object({ jobId: z.guid() });

export const wakeUpBody = ({ jobId }: WakeUp): string => JSON.stringify({ jobId });

/** The job a message names; undefined for a message that is not ours. */
export const readWakeUp = (text: string): string | undefined => {
  try {
    return body.parse(JSON.parse(text)).jobId;
  } catch {
    return undefined;
  }
};

/** The message of a job that is due at once and was inserted by a statement of its own. */
export const wakeUpNow = ({ id, queue, group_id, traceparent }: NewJob): WakeUp => ({
  jobId: id,
  queue,
  groupId: group_id,
  delaySeconds: 0,
  traceparent: traceparent ?? undefined,
});
