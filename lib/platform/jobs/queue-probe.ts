import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { queueNames } from './job.ts';
import { queueUrl, sqsClient } from './sqs-client.ts';

/** Finds out whether the queues can be reached. */
export interface QueueProbe {
  /** Asks each queue for its ARN, which changes nothing. @throws when one does not answer before the signal aborts */
  reach(signal: AbortSignal): Promise<void>;
}

export const createQueueProbe = (): QueueProbe => ({
  async reach(signal) {
    await Promise.all(
      queueNames.map(queue =>
        sqsClient().send(
          new GetQueueAttributesCommand({ QueueUrl: queueUrl(queue), AttributeNames: ['QueueArn'] }),
          { abortSignal: signal },
        ),
      ),
    );
  },
});
