import { describe, expect, it } from '@jest/globals';
import type { InvocationOutcome } from '../../../local/invoke.ts';
import { finishedMessages, splitByPayload, toRecord } from '../../../local/sqs-event.ts';

const IDS = ['one', 'two', 'three'];

const finished = (outcome: InvocationOutcome, reportsItemFailures = true): readonly string[] => [
  ...finishedMessages(IDS, outcome, reportsItemFailures),
];
const returned = (result: unknown): InvocationOutcome => ({ ok: true, result });

describe('finishedMessages', () => {
  it('finishes nothing when the function failed', () => {
    expect(finished({ ok: false, reason: 'out of time' })).toEqual([]);
    expect(finished({ ok: false, reason: 'out of time' }, false)).toEqual([]);
  });

  it('finishes all when the function does not report failures, whatever it returns', () => {
    expect(finished(returned({ batchItemFailures: [{ itemIdentifier: 'one' }] }), false)).toEqual(IDS);
  });

  it('finishes all but those reported', () => {
    expect(finished(returned({ batchItemFailures: [{ itemIdentifier: 'two' }] }))).toEqual(['one', 'three']);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['no list', {}],
    ['null for a list', { batchItemFailures: null }],
    ['an empty list', { batchItemFailures: [] }],
  ])('finishes all for a response with %s', (_what, result) => {
    expect(finished(returned(result))).toEqual(IDS);
  });

  it.each([
    ['is text', 'done'],
    ['is a list', [{ itemIdentifier: 'one' }]],
    ['has no list of failures', { batchItemFailures: 'one' }],
    ['has an item without its name', { batchItemFailures: [{ id: 'one' }] }],
    ['has an empty name', { batchItemFailures: [{ itemIdentifier: '' }] }],
    ['has null for a name', { batchItemFailures: [{ itemIdentifier: null }] }],
    ['names a message outside the batch', { batchItemFailures: [{ itemIdentifier: 'four' }] }],
  ])('finishes nothing for a response that %s', (_what, result) => {
    expect(finished(returned(result))).toEqual([]);
  });
});

const message = (body: string) => ({
  MessageId: 'one',
  ReceiptHandle: 'handle',
  Body: body,
  MD5OfBody: 'md5',
});
const record = (body: string) => toRecord(message(body), 'arn:aws:sqs:us-east-1:0:email', 'us-east-1');

describe('toRecord', () => {
  it('has every field that Lambda gives it', () => {
    const received = {
      ...message('{}'),
      Attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1', MessageGroupId: 'customer' },
      MD5OfMessageAttributes: 'md5-too',
      MessageAttributes: {
        text: { DataType: 'String', StringValue: 'a' },
        bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([1, 2]) },
      },
    };
    expect(toRecord(received, 'arn:aws:sqs:us-east-1:0:email', 'us-east-1')).toEqual({
      messageId: 'one',
      receiptHandle: 'handle',
      body: '{}',
      attributes: { ApproximateReceiveCount: '2', SentTimestamp: '1', MessageGroupId: 'customer' },
      messageAttributes: {
        text: { dataType: 'String', stringValue: 'a', stringListValues: [], binaryListValues: [] },
        bytes: { dataType: 'Binary', binaryValue: 'AQI=', stringListValues: [], binaryListValues: [] },
      },
      md5OfBody: 'md5',
      md5OfMessageAttributes: 'md5-too',
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:us-east-1:0:email',
      awsRegion: 'us-east-1',
    });
  });
});

describe('splitByPayload', () => {
  it('keeps together what fits into one invocation', () => {
    expect(splitByPayload([record('a'), record('b')])).toHaveLength(1);
  });

  it('cuts where an invocation would hold more than 6 MB', () => {
    const large = record('x'.repeat(1024 * 1024));
    const parts = splitByPayload(Array.from({ length: 10 }, () => large));
    expect(parts.map(part => part.length)).toEqual([5, 5]);
  });
});
