import type { QueueName } from '../../lib/platform/jobs/job.ts';
import type { TestSqs } from './sqs.ts';

/** The environment a deployed function has. The configuration is read once a file: set it before anything asks. */
export const setEnvironment = (variables: Readonly<Record<string, string>>): void => {
  Object.assign(process.env, variables);
};

/** Lets functions send to these queues. */
export const setQueueEnvironment = ({ endpoint, queueUrls }: TestSqs<QueueName>): void => {
  setEnvironment({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    SQS_ENDPOINT: endpoint,
    QUEUE_URL_HIGH_PRIORITY: queueUrls['high-priority'],
    QUEUE_URL_LOW_PRIORITY: queueUrls['low-priority'],
    QUEUE_URL_EMAIL: queueUrls.email,
    QUEUE_URL_REPORTS: queueUrls.reports,
    QUEUE_URL_BROADCAST: queueUrls.broadcast,
  });
};
