import { GetQueueAttributesCommand, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { EventSource } from '../../../local/event-source-config.ts';
import { EventSourceMapping } from '../../../local/event-source-mapping.ts';
import { invokeFunction } from '../../../local/invoke.ts';
import { type Sqs, startSqs } from '../../../local/sqs.ts';
import { type FakeLambda, startFakeLambda } from './fake-lambda.ts';
import { until } from '../../support/until.ts';

// Each takes a second or two, unless the machine has much else to do.
jest.setTimeout(30_000);

const VISIBILITY_SECONDS = 1;
const attributes = { VisibilityTimeout: String(VISIBILITY_SECONDS) };
const queues = [
  { logicalId: 'Queue', name: 'queue', attributes, visibilityTimeoutSeconds: VISIBILITY_SECONDS },
  { logicalId: 'Patient', name: 'patient', attributes: {}, visibilityTimeoutSeconds: 30 },
  { logicalId: 'Dead', name: 'dead', attributes: {}, visibilityTimeoutSeconds: 30 },
].map(queue =>
  queue.logicalId === 'Queue' ? { ...queue, deadLetter: { logicalId: 'Dead', maxReceiveCount: 2 } } : queue,
);

const TEN = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];

const usual: EventSource = {
  functionName: 'strata-dev-worker',
  timeoutSeconds: 1,
  queue: 'Queue',
  batchSize: 10,
  windowSeconds: 0,
  reportsItemFailures: true,
  maximumConcurrency: 5,
};

describe('an event source mapping', () => {
  let sqs: Sqs;
  let lambda: FakeLambda;
  let mapping: EventSourceMapping | undefined;
  let said: string[];

  beforeEach(async () => {
    said = [];
    sqs = await startSqs({ queues, region: 'us-east-1' });
    lambda = await startFakeLambda();
  });
  afterEach(async () => {
    await mapping?.stop();
    await lambda.stop();
    await sqs.stop();
  });

  const start = (source: Partial<EventSource> = {}): void => {
    const { functionName, queue, timeoutSeconds } = { ...usual, ...source };
    mapping = new EventSourceMapping({
      source: { ...usual, ...source },
      queueUrl: sqs.queueUrl(queue),
      queueArn: sqs.queueArn(queue),
      region: 'us-east-1',
      sqs: sqs.client,
      invoke: payload => invokeFunction({ lambdaUrl: lambda.url, functionName, payload, timeoutSeconds }),
      report: { line: text => said.push(text), warn: text => said.push(text), step: (_name, work) => work() },
    });
  };

  const sendTo = async (queue: string, bodies: readonly string[]): Promise<void> => {
    const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    await sqs.client.send(new SendMessageBatchCommand({ QueueUrl: sqs.queueUrl(queue), Entries }));
  };
  const send = (...bodies: readonly string[]): Promise<void> => sendTo('Queue', bodies);

  /** How many messages a queue holds, visible or not. */
  const held = async (queue: string): Promise<number> => {
    const names = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;
    const { Attributes } = await sqs.client.send(
      new GetQueueAttributesCommand({ QueueUrl: sqs.queueUrl(queue), AttributeNames: [...names] }),
    );
    return names.reduce((sum, name) => sum + Number(Attributes?.[name] ?? 0), 0);
  };

  const failuresOf = (...bodies: readonly string[]): void => {
    lambda.behave(async ({ Records }) => ({
      batchItemFailures: Records.filter(({ body }) => bodies.includes(body)).map(({ messageId }) => ({
        itemIdentifier: messageId,
      })),
    }));
  };

  const bodiesOf = (invocation: number): readonly string[] => lambda.batches[invocation] ?? [];

  it('invokes the function with what Lambda would give it, and deletes what is done', async () => {
    start();
    await sqs.client.send(
      new SendMessageCommand({
        QueueUrl: sqs.queueUrl('Queue'),
        MessageBody: '{"job":1}',
        MessageAttributes: { trace: { DataType: 'String', StringValue: 'abc' } },
      }),
    );
    await until(async () => lambda.events.length === 1 && (await held('Queue')) === 0, 'the message is done');
    expect(lambda.events[0]?.Records[0]).toMatchObject({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: '{"job":1}',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.any(String),
      },
      messageAttributes: { trace: { dataType: 'String', stringValue: 'abc' } },
      md5OfBody: expect.any(String),
      eventSource: 'aws:sqs',
      eventSourceARN: sqs.queueArn('Queue'),
      awsRegion: 'us-east-1',
    });
  });

  it('brings back only the messages that the function reports, after the visibility timeout', async () => {
    failuresOf('b');
    await send('a', 'b', 'c');
    start();
    await until(() => lambda.batches.length === 1, 'the first batch');
    const first = Date.now();
    failuresOf();
    await until(() => lambda.batches.length === 2, 'the second batch');
    expect(lambda.batches).toEqual([['a', 'b', 'c'], ['b']]);
    expect(lambda.events[1]?.Records[0]?.attributes.ApproximateReceiveCount).toBe('2');
    expect(Date.now() - first).toBeGreaterThan(VISIBILITY_SECONDS * 1000 - 100);
    await until(async () => (await held('Queue')) === 0, 'the queue is empty');
  });

  it('brings back all of a batch whose invocation failed', async () => {
    lambda.behave(async (_event, invocation) => {
      if (invocation === 1) throw new Error('out of memory');
    });
    await send('a', 'b');
    start();
    await until(() => lambda.batches.length === 2, 'the second batch');
    expect(lambda.batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ]);
    expect(said).toEqual(['2 of 2 messages stay in Queue: Error: out of memory.']);
  });

  it('brings back all of a batch whose response is malformed', async () => {
    lambda.behave(async (_event, invocation) =>
      invocation === 1 ? { batchItemFailures: [{ itemIdentifier: 'of no message' }] } : undefined,
    );
    await send('a', 'b');
    start();
    await until(() => lambda.batches.length === 2, 'the second batch');
    expect(bodiesOf(1)).toEqual(['a', 'b']);
  });

  it('moves a message to the dead-letter queue when it was received too often', async () => {
    failuresOf('poison');
    await send('poison');
    start();
    await until(async () => (await held('Dead')) === 1, 'the message is in the dead-letter queue');
    expect(lambda.batches).toEqual([['poison'], ['poison']]);
    expect(await held('Queue')).toBe(0);
  });

  it('fills a batch within its window, and no longer', async () => {
    start({ queue: 'Patient', batchSize: 20, windowSeconds: 1 });
    await sendTo('Patient', ['a']);
    await sendTo('Patient', ['b']);
    await until(() => lambda.batches.length === 1, 'the window has passed');
    expect(lambda.batches).toEqual([['a', 'b']]);
  });

  it('does not wait for the end of the window once the batch is full', async () => {
    start({ batchSize: 12, windowSeconds: 300 });
    await send(...TEN);
    await send('k', 'l');
    await until(() => lambda.batches.length === 1, 'the batch is full');
    expect(bodiesOf(0)).toHaveLength(12);
  });

  it('never runs more invocations at once than it may, and as many when there is work', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>(resolve => (release = resolve));
    lambda.behave(() => released);
    await send(...TEN);
    start({ batchSize: 1, maximumConcurrency: 3 });
    await until(() => lambda.batches.length === 3, 'three invocations run');
    expect(mapping?.running).toBe(3);
    release();
    await until(() => lambda.batches.length === 10, 'the others have run');
    expect(lambda.mostAtOnce()).toBe(3);
  });

  it('delivers a message to an idle function at once, not after a long poll', async () => {
    start();
    await send('to be sure that it polls');
    await until(() => lambda.batches.length === 1, 'the first message');
    const sent = performance.now();
    await send('now');
    await until(() => lambda.batches.length === 2, 'the second message');
    expect(performance.now() - sent).toBeLessThan(2000);
  });

  it('waits for the invocation that runs when it is stopped, and loses nothing', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>(resolve => (release = resolve));
    lambda.behave(() => released);
    start();
    await send('in hand');
    await until(() => lambda.batches.length === 1, 'the invocation runs');
    const stopped = mapping?.stop();
    await send('after the stop');
    release();
    await stopped;
    expect(lambda.batches).toEqual([['in hand']]);
    expect(await held('Queue')).toBe(1);
  });

  it('says once that the queue cannot be reached, and goes on when it can', async () => {
    const { port } = new URL(sqs.endpoint);
    start();
    await sqs.stop();
    await until(() => said.length === 1, 'the trouble is said');
    const again = await startSqs({ queues, region: 'us-east-1', port: Number(port) });
    await again.client.send(
      new SendMessageCommand({ QueueUrl: again.queueUrl('Queue'), MessageBody: 'back again' }),
    );
    await until(() => lambda.batches.length === 1, 'the message is delivered');
    await mapping?.stop();
    await again.stop();
    expect(said).toEqual([
      expect.stringContaining('Queue cannot be received from'),
      'Queue can be received from again.',
    ]);
  });
});
