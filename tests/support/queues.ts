import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { queueNames, type QueueName } from '../../lib/platform/jobs/job.ts';
import { setQueueEnvironment } from './environment.ts';
import { startTestSqs, type TestSqs } from './sqs.ts';

/**
 * Call it at the top of a test file whose functions enqueue jobs: queues of its own, empty before each test.
 *
 * @returns the ids of the jobs whose messages wait in a queue
 */
export const useQueues = (): { readonly jobsIn: (queue: QueueName) => readonly string[] } => {
  let sqs: TestSqs<QueueName> | undefined;
  beforeAll(async () => {
    sqs = await startTestSqs(queueNames);
    setQueueEnvironment(sqs);
  });
  beforeEach(() => {
    sqs?.empty();
  });
  afterAll(() => sqs?.stop());
  return {
    jobsIn: queue => (sqs?.bodies(queue) ?? []).map(body => (JSON.parse(body) as { jobId: string }).jobId),
  };
};
