import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import type { InvocationContext } from '../../lib/app/invocation.ts';
import { queueNames, type QueueName } from '../../lib/platform/jobs/job.ts';
import { callSqs } from '../../lib/platform/jobs/sqs-client.ts';
import { setEnvironment, setQueueEnvironment } from './environment.ts';
import { lambdaContext } from './http.ts';
import { startTestSqs, type TestSqs } from './sqs.ts';

type QueueFunction = (event: SQSEvent, context: InvocationContext) => Promise<SQSBatchResponse>;

export interface OpenTestQueues {
  /** The bodies of the messages that wait in a queue. */
  bodies(queue: QueueName): readonly string[];
  /** Until when each message is held back that a queue holds back, in milliseconds since 1970. */
  delays(queue: QueueName): readonly number[];
  /** Puts a message into the dead-letter queue of a queue, as SQS does with one that was received too often. */
  bury(queue: QueueName, body: string): Promise<void>;
  /** The bodies of the messages in the dead-letter queue of a queue. */
  deadLetters(queue: QueueName): readonly string[];
  /** Empties every queue: for `beforeEach`. */
  empty(): void;
  /** Hands every message that waits in a queue to its function, as Lambda would, and takes them from every queue. */
  deliver(queue: QueueName, handler: QueueFunction): Promise<void>;
}

type DeadLetterQueue = `${QueueName}-dead-letter`;
const deadLetterQueueOf = (queue: QueueName): DeadLetterQueue => `${queue}-dead-letter`;

const setDeadLetterEnvironment = ({ queueUrls }: TestSqs<DeadLetterQueue>): void => {
  for (const queue of queueNames) {
    const variable = `QUEUE_URL_${queue.replaceAll('-', '_').toUpperCase()}_DEAD_LETTER`;
    setEnvironment({ [variable]: queueUrls[deadLetterQueueOf(queue)] });
  }
};

/** Call it at the top of a test file: real queues of its own, which the functions send to. */
export const useQueues = (): OpenTestQueues => {
  let sqs: TestSqs<QueueName | DeadLetterQueue> | undefined;
  const current = () => {
    if (sqs === undefined) throw new Error('the queues are open while tests run, not before');
    return sqs;
  };
  beforeAll(async () => {
    sqs = await startTestSqs([...queueNames, ...queueNames.map(deadLetterQueueOf)]);
    setQueueEnvironment(sqs);
    setDeadLetterEnvironment(sqs);
  });
  afterAll(() => current().stop());
  return {
    bodies: queue => current().bodies(queue),
    delays: queue => current().delays(queue),
    bury: async (queue, body) => {
      const QueueUrl = current().queueUrls[deadLetterQueueOf(queue)];
      await callSqs('SendMessage', { QueueUrl, MessageBody: body }, z.unknown());
    },
    deadLetters: queue => current().bodies(deadLetterQueueOf(queue)),
    empty: () => {
      current().empty();
    },
    deliver: async (queue, handler) => {
      const bodies = current().bodies(queue);
      current().empty();
      const { batchItemFailures } = await handler({ Records: bodies.map(recordOf) }, lambdaContext());
      if (batchItemFailures.length > 0) throw new Error(`${queue} handed messages back`);
    },
  };
};

/** A message as Lambda shows it to a function. */
export const recordOf = (body: string): SQSEvent['Records'][number] => ({
  messageId: randomUUID(),
  receiptHandle: 'test',
  body,
  attributes: {
    ApproximateReceiveCount: '1',
    SentTimestamp: '0',
    SenderId: 'test',
    ApproximateFirstReceiveTimestamp: '0',
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:test',
  awsRegion: 'us-east-1',
});
