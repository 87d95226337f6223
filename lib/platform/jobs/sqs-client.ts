import { SQSClient } from '@aws-sdk/client-sqs';
import { config } from '../config/config.ts';
import type { QueueName } from './job.ts';

let shared: SQSClient | undefined;

/** The one SQS client of this process. */
export const sqsClient = (): SQSClient =>
  (shared ??= new SQSClient({ ...endpoint(config('queues').SQS_ENDPOINT) }));

const endpoint = (url: string | undefined) => (url === undefined ? {} : { endpoint: url });

export const queueUrl = (queue: QueueName): string => {
  const urls = config('queues');
  const byName: Record<QueueName, string> = {
    'high-priority': urls.QUEUE_URL_HIGH_PRIORITY,
    'low-priority': urls.QUEUE_URL_LOW_PRIORITY,
    email: urls.QUEUE_URL_EMAIL,
    reports: urls.QUEUE_URL_REPORTS,
    broadcast: urls.QUEUE_URL_BROADCAST,
  };
  return byName[queue];
};
