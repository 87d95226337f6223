import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  SQSClient,
  SQSServiceException,
} from '@aws-sdk/client-sqs';
import type { QueueDefinition } from './sqs-queues.ts';
import { startSqsServer } from './sqs-server.ts';
import { messageOf, StartError } from './start-error.ts';

const ANSWER_LIMIT_MILLISECONDS = 5_000;

/** The error for a queue that is there with other attributes, as the JSON and the older protocol spell it. */
const EXISTS = /Queue(NameExists|AlreadyExists)$/;

export interface SqsOptions {
  readonly queues: readonly QueueDefinition[];
  readonly region: string;
  /** A server that speaks the SQS protocol. Without one, a server is started in this process, in memory. */
  readonly endpoint?: string | undefined;
  /** For the server started here; a free one unless given. */
  readonly port?: number | undefined;
}

export interface Sqs {
  readonly endpoint: string;
  /** A client of it. What is sent through it ends with stop(). */
  readonly client: SQSClient;
  /** @throws StartError when the template has no such queue */
  queueUrl(logicalId: string): string;
  /** @throws StartError when the template has no such queue */
  queueArn(logicalId: string): string;
  stop(): Promise<void>;
}

/**
 * Provides the queues of the template: each is created where it is missing, and takes the template's attributes.
 *
 * @throws StartError when the endpoint given does not answer
 */
export const startSqs = async ({ queues, region, endpoint: given, port }: SqsOptions): Promise<Sqs> => {
  const server = given === undefined ? await startSqsServer({ port: port ?? 0, region }) : undefined;
  const endpoint = server?.endpoint ?? given ?? '';
  const client = new SQSClient({ endpoint, region, credentials: credentials() });
  const stop = async (): Promise<void> => {
    client.destroy();
    await server?.stop();
  };
  try {
    const created = await createQueues(client, queues);
    const queue = (logicalId: string): CreatedQueue => created.get(logicalId) ?? unknownQueue(logicalId);
    return {
      endpoint,
      client,
      queueUrl: logicalId => queue(logicalId).url,
      queueArn: logicalId => queue(logicalId).arn,
      stop,
    };
  } catch (error) {
    await stop();
    if (given === undefined) throw error;
    throw new StartError(`SQS_ENDPOINT ${given} does not answer as SQS does: ${messageOf(error)}`, {
      cause: error,
    });
  }
};

interface CreatedQueue {
  readonly url: string;
  readonly arn: string;
}

const unknownQueue = (logicalId: string): never => {
  throw new StartError(`${logicalId} is not a queue of this service.`);
};

/** The user's, for a server that looks at them; else any: ours does not. */
const credentials = (): { accessKeyId: string; secretAccessKey: string } => ({
  accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? 'local',
  secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? 'local',
});

const createQueues = async (
  client: SQSClient,
  queues: readonly QueueDefinition[],
): Promise<ReadonlyMap<string, CreatedQueue>> => {
  const created = new Map<string, CreatedQueue>();
  for (const { logicalId, name, attributes } of queues) {
    created.set(logicalId, await createQueue(client, name, attributes));
  }
  // Only now every dead-letter queue has its ARN.
  for (const { logicalId, deadLetter } of queues) {
    const queue = created.get(logicalId);
    const target = deadLetter && created.get(deadLetter.logicalId);
    if (queue === undefined || target === undefined) continue;
    const policy = { deadLetterTargetArn: target.arn, maxReceiveCount: deadLetter?.maxReceiveCount };
    await client.send(
      new SetQueueAttributesCommand({
        QueueUrl: queue.url,
        Attributes: { RedrivePolicy: JSON.stringify(policy) },
      }),
    );
  }
  return created;
};

const createQueue = async (
  client: SQSClient,
  name: string,
  attributes: Readonly<Record<string, string>>,
): Promise<CreatedQueue> => {
  const abortSignal = AbortSignal.timeout(ANSWER_LIMIT_MILLISECONDS);
  const url = await createOrUpdate(client, name, attributes, abortSignal);
  const { Attributes } = await client.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
    { abortSignal },
  );
  return { url, arn: Attributes?.QueueArn ?? '' };
};

const createOrUpdate = async (
  client: SQSClient,
  name: string,
  attributes: Readonly<Record<string, string>>,
  abortSignal: AbortSignal,
): Promise<string> => {
  try {
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes }),
      {
        abortSignal,
      },
    );
    return QueueUrl ?? '';
  } catch (error) {
    if (!(error instanceof SQSServiceException) || !EXISTS.test(error.name)) throw error;
    const { QueueUrl = '' } = await client.send(new GetQueueUrlCommand({ QueueName: name }), { abortSignal });
    const { FifoQueue: _fixedForever, ...changeable } = attributes;
    await client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: changeable }), { abortSignal });
    return QueueUrl;
  }
};
