import * as z from 'zod';
import { queueNames } from './job.ts';
import { callSqs, queueUrl } from './sqs-client.ts';

/** Finds out whether the queues can be reached. */
export interface QueueProbe {
  /** Asks each queue for its ARN, which changes nothing. @throws when one does not answer before the signal aborts */
  reach(signal: AbortSignal): Promise<void>;
}

export const createQueueProbe = (): QueueProbe => ({
  async reach(signal) {
    const ask = (QueueUrl: string) =>
      callSqs('GetQueueAttributes', { QueueUrl, AttributeNames: ['QueueArn'] }, z.unknown(), signal);
    await Promise.all(queueNames.map(queue => ask(queueUrl(queue))));
  },
});
