import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { config } from '../config/config.ts';
import * as sections from '../config/sections.ts';
import { lazily } from '../lazily/lazily.ts';
import type { QueueName } from './job.ts';
import { readWakeUp } from './wake-up.ts';

/** A message that was received too often to be tried again. */
export interface DeadLetter {
  readonly messageId: string;
  /** Names this receive of it, for what is done to it next. */
  readonly receiptHandle: string;
  readonly body: string;
  /** The job it names; undefined for a message that is not ours. */
  readonly jobId: string | undefined;
  /** When it was first sent, in milliseconds since 1970. */
  readonly sentAt: number;
}

/** The dead-letter queue of each queue. SQS gives no list of one: messages are received, looked at, and given back or removed. */
export interface DeadLetterQueues {
  /** @returns how many messages there are, as SQS estimates it */
  depth(queue: QueueName): Promise<number>;
  /** Receives up to ten and hides them from everybody else for a while. @returns none when none is left that is not hidden */
  receive(queue: QueueName, hiddenSeconds: number): Promise<readonly DeadLetter[]>;
  /** Gives messages back before their time. */
  release(queue: QueueName, letters: readonly DeadLetter[]): Promise<void>;
  remove(queue: QueueName, letters: readonly DeadLetter[]): Promise<void>;
}

/** The client of the SDK: administrators look here now and then, and may do so with credentials of a profile. */
const sqsClient = lazily(() => {
  const { SQS_ENDPOINT: endpoint } = config(sections.queues);
  return new SQSClient(endpoint === undefined ? {} : { endpoint });
});

/** The most messages SQS handles in one call. */
const BATCH_SIZE = 10;
/** Asks every server of the queue, where a receive that does not wait asks only some. */
const WAIT_SECONDS = 1;

export const createDeadLetterQueues = (): DeadLetterQueues => ({
  async depth(queue) {
    const { Attributes } = await sqsClient().send(
      new GetQueueAttributesCommand({
        QueueUrl: deadLetterUrl(queue),
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    const { ApproximateNumberOfMessages: here, ApproximateNumberOfMessagesNotVisible: hidden } =
      Attributes ?? {};
    return Number(here ?? 0) + Number(hidden ?? 0);
  },

  async receive(queue, hiddenSeconds) {
    const { Messages = [] } = await sqsClient().send(
      new ReceiveMessageCommand({
        QueueUrl: deadLetterUrl(queue),
        MaxNumberOfMessages: BATCH_SIZE,
        VisibilityTimeout: hiddenSeconds,
        WaitTimeSeconds: WAIT_SECONDS,
        MessageSystemAttributeNames: ['SentTimestamp'],
      }),
    );
    return Messages.map(letterOf);
  },

  async release(queue, letters) {
    const QueueUrl = deadLetterUrl(queue);
    for (const batch of batches(letters)) {
      const Entries = batch.map((letter, index) => ({ ...entryOf(letter, index), VisibilityTimeout: 0 }));
      await sqsClient().send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  },

  async remove(queue, letters) {
    const QueueUrl = deadLetterUrl(queue);
    for (const batch of batches(letters))
      await sqsClient().send(new DeleteMessageBatchCommand({ QueueUrl, Entries: batch.map(entryOf) }));
  },
});

const deadLetterUrl = (queue: QueueName): string => {
  const urls = config(sections.deadLetterQueues);
  const byName: Record<QueueName, string> = {
    'high-priority': urls.QUEUE_URL_HIGH_PRIORITY_DEAD_LETTER,
    'low-priority': urls.QUEUE_URL_LOW_PRIORITY_DEAD_LETTER,
    email: urls.QUEUE_URL_EMAIL_DEAD_LETTER,
    reports: urls.QUEUE_URL_REPORTS_DEAD_LETTER,
    broadcast: urls.QUEUE_URL_BROADCAST_DEAD_LETTER,
  };
  return byName[queue];
};

const letterOf = ({ MessageId = '', ReceiptHandle = '', Body = '', Attributes }: Message): DeadLetter => ({
  messageId: MessageId,
  receiptHandle: ReceiptHandle,
  body: Body,
  jobId: readWakeUp(Body),
  sentAt: Number(Attributes?.SentTimestamp ?? 0),
});

const entryOf = ({ receiptHandle }: DeadLetter, index: number) => ({
  Id: String(index),
  ReceiptHandle: receiptHandle,
});

const batches = (letters: readonly DeadLetter[]): readonly (readonly DeadLetter[])[] =>
  Array.from({ length: Math.ceil(letters.length / BATCH_SIZE) }, (_, index) =>
    letters.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
  );
