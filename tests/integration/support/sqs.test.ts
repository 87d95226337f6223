import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startTestSqs, type TestSqs } from '../../support/sqs.ts';

describe('startTestSqs', () => {
  let sqs: TestSqs<'email' | 'reports'>;
  let client: SQSClient;

  beforeAll(async () => {
    sqs = await startTestSqs(['email', 'reports']);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new SQSClient({ endpoint: sqs.endpoint, region: 'us-east-1', credentials });
  });
  afterAll(async () => {
    client.destroy();
    await sqs.stop();
  });

  it('shows what was sent to a queue, whether it waits, is delayed or was received', async () => {
    const QueueUrl = sqs.queueUrls.email;
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'received' }));
    await client.send(new ReceiveMessageCommand({ QueueUrl }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'delayed', DelaySeconds: 900 }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'waiting' }));

    expect([...sqs.bodies('email')].sort()).toEqual(['delayed', 'received', 'waiting']);
    expect(sqs.bodies('reports')).toEqual([]);
  });

  it('forgets every message when it is emptied, and keeps the queues', async () => {
    sqs.empty();
    expect(sqs.bodies('email')).toEqual([]);
    await client.send(new SendMessageCommand({ QueueUrl: sqs.queueUrls.reports, MessageBody: 'again' }));
    expect(sqs.bodies('reports')).toEqual(['again']);
  });
});
