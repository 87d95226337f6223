import type { Message, MessageAttributeValue } from '@aws-sdk/client-sqs';
import type { SQSMessageAttribute, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import type { InvocationOutcome } from './invoke.ts';

/** A received message that can be deleted and named. */
export type ReceivedMessage = Message & { readonly MessageId: string; readonly ReceiptHandle: string };

/** What Lambda takes in one synchronous invocation, less room for the frame around the records. */
const PAYLOAD_LIMIT_BYTES = 6 * 1024 * 1024 - 1024;

const batchResponse = z.union([
  z.null(),
  z.undefined(),
  z.looseObject({
    batchItemFailures: z
      .array(z.looseObject({ itemIdentifier: z.string().min(1) }))
      .nullish()
      .transform(failures => failures ?? []),
  }),
]);

/** One message as Lambda shows it to a function. */
export const toRecord = (message: ReceivedMessage, queueArn: string, region: string): SQSRecord => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body ?? '',
  attributes: { ...(message.Attributes as SQSRecord['attributes']) },
  messageAttributes: Object.fromEntries(
    Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, toAttribute(value)]),
  ),
  md5OfBody: message.MD5OfBody ?? '',
  ...(message.MD5OfMessageAttributes === undefined
    ? {}
    : { md5OfMessageAttributes: message.MD5OfMessageAttributes }),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});

/** Cuts a batch so that each part fits into one invocation: ten messages of 1 MiB do not. */
export const splitByPayload = (records: readonly SQSRecord[]): readonly (readonly SQSRecord[])[] => {
  const parts: SQSRecord[][] = [];
  let bytes = Infinity;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (bytes + size > PAYLOAD_LIMIT_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    parts.at(-1)?.push(record);
    bytes += size;
  }
  return parts;
};

/**
 * Which messages of a batch are done, by the rules of Lambda's event source mapping for SQS: all of them or none, unless
 * the function reports failures one by one. Then an absent or empty list is success, and a response that is malformed
 * or names a message outside the batch fails the whole batch.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export const finishedMessages = (
  messageIds: readonly string[],
  outcome: InvocationOutcome,
  reportsItemFailures: boolean,
): ReadonlySet<string> => {
  if (!outcome.ok) return new Set();
  if (!reportsItemFailures) return new Set(messageIds);
  const response = batchResponse.safeParse(outcome.result);
  if (!response.success) return new Set();
  const failed = (response.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  if (failed.some(id => !messageIds.includes(id))) return new Set();
  return new Set(messageIds.filter(id => !failed.includes(id)));
};

const toAttribute = ({ StringValue, BinaryValue, DataType }: MessageAttributeValue): SQSMessageAttribute => ({
  ...(StringValue === undefined ? {} : { stringValue: StringValue }),
  ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType ?? 'String',
});
