import { networkInterfaces } from 'node:os';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../../../local/ports.ts';
import { type Sqs, startSqs } from '../../../local/sqs.ts';

const REGION = 'us-east-1';
const queues = [
  {
    logicalId: 'EmailQueue',
    name: 'strata-email',
    attributes: { VisibilityTimeout: '180' },
    visibilityTimeoutSeconds: 180,
    deadLetter: { logicalId: 'EmailDeadLetterQueue', maxReceiveCount: 5 },
  },
  {
    logicalId: 'EmailDeadLetterQueue',
    name: 'strata-email-dead',
    attributes: {},
    visibilityTimeoutSeconds: 30,
  },
];

describe('startSqs', () => {
  const running: Sqs[] = [];
  afterEach(async () => {
    for (const sqs of running.splice(0).reverse()) await sqs.stop();
  });

  const start = async (options: Partial<Parameters<typeof startSqs>[0]> = {}): Promise<Sqs> => {
    const sqs = await startSqs({ queues, region: REGION, ...options });
    running.push(sqs);
    return sqs;
  };

  const attributesOf = async (sqs: Sqs, logicalId: string) => {
    const QueueUrl = sqs.queueUrl(logicalId);
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    return (await sqs.client.send(command)).Attributes ?? {};
  };

  it('creates the queues of the template', async () => {
    const sqs = await start();
    expect(sqs.queueArn('EmailQueue')).toBe('arn:aws:sqs:us-east-1:000000000000:strata-email');
    const { VisibilityTimeout, RedrivePolicy } = await attributesOf(sqs, 'EmailQueue');
    expect(VisibilityTimeout).toBe('180');
    expect(JSON.parse(RedrivePolicy ?? '')).toEqual({
      deadLetterTargetArn: sqs.queueArn('EmailDeadLetterQueue'),
      maxReceiveCount: 5,
    });
  });

  it('answers nobody from outside this machine', async () => {
    const { endpoint } = await start();
    const outside = Object.values(networkInterfaces())
      .flatMap(addresses => addresses ?? [])
      .filter(({ family, internal }) => family === 'IPv4' && !internal);
    for (const { address } of outside) {
      await expect(fetch(`http://${address}:${new URL(endpoint).port}/health`)).rejects.toThrow(
        'fetch failed',
      );
    }
    await expect(fetch(`${endpoint}/health`)).resolves.toMatchObject({ status: 200 });
  });

  it('uses a server that runs, and brings its queues up to date', async () => {
    const { client, endpoint } = await start({ queues: [] });
    await client.send(
      new CreateQueueCommand({ QueueName: 'strata-email', Attributes: { VisibilityTimeout: '30' } }),
    );
    const sqs = await start({ endpoint });
    expect(await attributesOf(sqs, 'EmailQueue')).toMatchObject({ VisibilityTimeout: '180' });
  });

  it('says in one line that a server does not answer', async () => {
    const endpoint = `http://127.0.0.1:${await freePort()}`;
    await expect(start({ endpoint })).rejects.toThrow(
      `SQS_ENDPOINT ${endpoint} does not answer as SQS does: `,
    );
  });

  it('gives back what it handed to a client that was gone', async () => {
    const { client, ...sqs } = await start();
    const QueueUrl = sqs.queueUrl('EmailQueue');
    const gone = new AbortController();
    const poll = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: gone.signal,
    });
    // A round trip, so that the server waits for a message by now; another, so that it knows of the broken connection.
    await client.send(new GetQueueAttributesCommand({ QueueUrl }));
    gone.abort();
    await expect(poll).rejects.toThrow();
    await client.send(new GetQueueAttributesCommand({ QueueUrl }));
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'wanted' }));
    const { Messages } = await client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['wanted']);
  });
});
