import * as z from 'zod';
import type { Log } from '../log/log.ts';
import { inSpan } from '../trace/trace.ts';
import type { QueueName } from './job.ts';
import { callSqs, queueUrl } from './sqs-client.ts';
import { wakeUpBody, type WakeUp, type WakeUpSender } from './wake-up.ts';

/** The most messages SQS takes in one call. */
const BATCH_SIZE = 10;

/** Sends wake-ups through SQS: full batches, all queues in parallel. */
export const createSqsSender = ({ log }: { readonly log: Log }): WakeUpSender => ({
  async send(wakeUps) {
    await Promise.all(batches(wakeUps).map(batch => sendBatch(batch, log)));
  },
});

interface Batch {
  readonly queue: QueueName;
  readonly wakeUps: readonly WakeUp[];
}

const batches = (wakeUps: readonly WakeUp[]): readonly Batch[] =>
  [...Map.groupBy(wakeUps, ({ queue }) => queue)].flatMap(([queue, ofQueue]) =>
    Array.from({ length: Math.ceil(ofQueue.length / BATCH_SIZE) }, (_, index) => ({
      queue,
      wakeUps: ofQueue.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE),
    })),
  );

const sent = z.object({ Failed: z.array(z.object({ Code: z.string() })).default([]) });

const sendBatch = async ({ queue, wakeUps }: Batch, log: Log): Promise<void> => {
  const Entries = wakeUps.map((wakeUp, index) => ({
    Id: String(index),
    MessageBody: wakeUpBody(wakeUp),
    DelaySeconds: wakeUp.delaySeconds,
    ...(wakeUp.groupId !== null && { MessageGroupId: wakeUp.groupId }),
    ...(wakeUp.traceparent && { MessageAttributes: attributesOf(wakeUp.traceparent) }),
  }));
  try {
    const { Failed } = await inSpan(
      'producer',
      `send ${queue}`,
      () => callSqs('SendMessageBatch', { QueueUrl: queueUrl(queue), Entries }, sent),
      ({ Failed }) => ({ attributes: sendingOf(queue, wakeUps), failure: Failed[0]?.Code }),
    );
    if (Failed.length > 0)
      log.warn('job.send_failed', { queue, failed: Failed.length, reason: Failed[0]?.Code });
  } catch (error) {
    log.warn('job.send_failed', { queue, failed: wakeUps.length, error });
  }
};

/** As OpenTelemetry's instrumentations write and read it. */
const attributesOf = (traceparent: string) => ({
  traceparent: { DataType: 'String', StringValue: traceparent },
});

const sendingOf = (queue: QueueName, wakeUps: readonly WakeUp[]) => ({
  'messaging.system': 'aws_sqs',
  'messaging.destination.name': queue,
  'messaging.operation.type': 'send',
  'messaging.batch.message_count': wakeUps.length,
});
