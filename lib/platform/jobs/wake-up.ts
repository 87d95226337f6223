import * as z from 'zod';
import type { NewJob, QueueName } from './job.ts';
import { LOOK_AHEAD_SECONDS } from './schedule.ts';

/** A message to be sent: it tells a worker to look at one row. */
export interface WakeUp {
  readonly jobId: string;
  readonly queue: QueueName;
  readonly groupId: string | null;
  /** 0 to 900. */
  readonly delaySeconds: number;
}

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

/** The message of a job just committed; undefined when it is due so late that the dispatcher sends it. */
export const wakeUpFor = (job: NewJob): WakeUp | undefined => {
  const delay = job.run_at === null ? job.delay_seconds : (Date.parse(job.run_at) - Date.now()) / 1000;
  if (delay > LOOK_AHEAD_SECONDS) return undefined;
  return {
    jobId: job.id,
    queue: job.queue,
    groupId: job.group_id,
    delaySeconds: Math.max(0, Math.ceil(delay)),
  };
};
